/* Puts two to four projects side by side, as the address names them: ?p=2024/a&p=2023/b. The figures of each come from the
   small script beside its page, so that this works from a folder too. */
"use strict";
{
  const MOST = 4;
  const LETTERS = ["甲", "乙", "丙", "丁"];
  const SVG = "http://www.w3.org/2000/svg";
  const place = document.querySelector(".compare");
  const root = place.dataset.root;

  const made = (space, name, attributes, content) => {
    const node = space ? document.createElementNS(space, name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
    node.append(...content);
    return node;
  };
  const element = (name, attributes = {}, ...content) => made("", name, attributes, content);
  const drawn = (name, attributes = {}, ...content) => made(SVG, name, attributes, content);

  const load = (address) =>
    new Promise((resolve) => {
      const script = element("script", { src: address });
      script.addEventListener("load", resolve);
      script.addEventListener("error", resolve);
      document.head.append(script);
    });

  const address = (id) => `${root}projects/${id.split("/").map(encodeURIComponent).join("/")}`;
  const percent = (text) => (text ? parseFloat(text) : null);

  /** The projects of the address that exist, at most four. */
  let ids = [...new Set(new URLSearchParams(location.search).getAll("p"))]
    .filter((id) => /^\d{4}\/[^/]+$/.test(id))
    .slice(0, MOST);
  const known = new Map();

  const fetchAll = async () => {
    await Promise.all(ids.filter((id) => !known.has(id)).map((id) => load(`${address(id)}/compare.js`)));
    for (const project of window.compared || []) known.set(project.id, project);
  };

  const remember = () => {
    const query = ids.map((id) => `p=${id.split("/").map(encodeURIComponent).join("/")}`).join("&");
    try {
      history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
    } catch {
      /* some browsers refuse this for files */
    }
  };

  // What is compared -------------------------------------------------------------------------------------------

  /** A level-1 name without what only some forms add. */
  const plain = (name) => name.replace(/^项目(?=.)/, "").replace(/(?<=.)(?:指标|目标)$/, "");

  /** Every name of the lists, in the order in which they come, with the entry that each list has of it. */
  const aligned = (lists, name) => {
    const rows = new Map();
    lists.forEach((list, column) => {
      for (const entry of list) {
        const key = name(entry);
        if (!rows.has(key)) rows.set(key, Array(lists.length).fill(null));
        rows.get(key)[column] = rows.get(key)[column] || entry;
      }
    });
    return [...rows];
  };

  const letter = (index) => element("span", { class: `letter letter--${index + 1}`, "aria-hidden": "true" }, LETTERS[index]);

  const shownScore = (score, link) => {
    if (!score) return ["—"];
    const parts = [element("span", { class: "score" }, score.text), element("span", { class: "compare__of" }, `/${score.full}`)];
    if (score.recomputed) parts.push(element("span", { class: "differs" }, `≠复算${score.recomputed}`));
    if (score.mark) parts.push(element("span", { class: "tag" }, score.mark));
    if (score.share) parts.push(element("span", { class: "under" }, score.share));
    return link ? [element("a", { href: link }, parts[0]), ...parts.slice(1)] : parts;
  };

  // Table ------------------------------------------------------------------------------------------------------

  const line = (title, cells, style = "") =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, title),
      ...cells.map((content) => element("td", { class: style || null }, ...[content].flat())),
    );

  const group = (title, width, lines) =>
    element(
      "tbody",
      {},
      element("tr", { class: "compare__group" }, element("th", { colspan: width, scope: "rowgroup" }, title)),
      ...lines,
    );

  const table = (projects) => {
    const width = projects.length + 1;
    const heads = projects.map((project, index) =>
      element("th", { scope: "col", class: "n" }, letter(index), element("a", { href: `${address(project.id)}/index.html` }, project.name)),
    );
    const keys = (field) => Object.keys(projects[0][field]);
    const facts = keys("facts").map((key) => line(key, projects.map((p) => p.facts[key]), "n"));
    const money = keys("money").map((key) => line(key, projects.map((p) => p.money[key]), "n"));
    const result = [
      line("总分", projects.map((p) => shownScore(p.total)), "n"),
      line("等级", projects.map((p) => element("span", { class: `grade grade--${p.grade[1]}` }, p.grade[0])), "n"),
    ];
    const sections = aligned(projects.map((p) => p.sections), (entry) => plain(entry.name));
    const indicators = aligned(projects.map((p) => p.indicators), (entry) => entry.name);
    const shared = indicators.filter(([, cells]) => cells.filter(Boolean).length > 1);
    const own = indicators.length - shared.length;
    const scoreLine = ([name, cells]) =>
      line(
        name,
        cells.map((score, index) => shownScore(score, score && score.anchor && `${address(projects[index].id)}/index.html#${score.anchor}`)),
        "n",
      );
    const body = [
      group("结果", width, result),
      group("各部分得分", width, sections.map(scoreLine)),
      group("资金", width, money),
      group("评价", width, facts),
    ];
    if (shared.length) body.splice(2, 0, group("共有的三级指标", width, shared.map(scoreLine)));
    const note = own ? `另有${own}项指标只有一个项目采用，没有列出。` : "";
    return [
      element(
        "div",
        { class: "region", role: "region", tabindex: "0", "aria-label": "逐项对比" },
        element(
          "table",
          { class: "plain compare__table" },
          element("caption", { class: "unseen" }, "逐项对比"),
          element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "项目"), ...heads)),
          ...body,
        ),
      ),
      element("p", { class: "hint" }, `得分后面是满分，下面是得分率。“—”表示这个项目没有这一项。${note}`),
    ];
  };

  // Chart ------------------------------------------------------------------------------------------------------

  /** How the bars of each project are filled: solid, hatched, empty, dotted. */
  const patterns = () => {
    const hatch = drawn("pattern", { id: "fill-2", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
    hatch.append(drawn("path", { class: "compare__stroke", d: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5" }));
    const dots = drawn("pattern", { id: "fill-4", width: 5, height: 5, patternUnits: "userSpaceOnUse" });
    dots.append(drawn("circle", { class: "compare__dot", cx: 2.5, cy: 2.5, r: 1.2 }));
    return drawn("defs", {}, hatch, dots);
  };
  const FILLS = [null, "url(#fill-2)", "none", "url(#fill-4)"];

  /** Bars of 得分率, grouped by section; every bar has the letter of its project before it and its figure behind it. */
  const chart = (projects) => {
    const sections = aligned(projects.map((p) => p.sections), (entry) => plain(entry.name));
    const has = ([, cells]) => cells.filter((score) => score && score.share).length > 1;
    const groups = [["总分", projects.map((p) => p.total)], ...sections].filter(has);
    const drawing = drawn("svg", { class: "compare__chart", width: "100%", role: "img", "aria-labelledby": "chart-title chart-desc" });
    const said = [];
    let top = 0;
    for (const [name, cells] of groups) {
      drawing.append(drawn("text", { class: "compare__name", x: 0, y: `${top + 1.1}em` }, name));
      top += 1.7;
      const words = [];
      cells.forEach((score, index) => {
        const share = score && percent(score.share);
        const length = share === null ? 0 : Math.max(0, Math.min(100, share)) * 0.78;
        drawing.append(
          drawn("text", { x: 0, y: `${top + 0.95}em` }, LETTERS[index]),
          drawn("rect", { class: "compare__track", x: "5%", y: `${top}em`, width: "78%", height: "1.1em" }),
        );
        if (length)
          drawing.append(
            drawn("rect", { class: "compare__bar", x: "5%", y: `${top}em`, width: `${length}%`, height: "1.1em", fill: FILLS[index] }),
          );
        const figure = share === null ? "—" : score.share;
        drawing.append(drawn("text", { x: "100%", y: `${top + 0.95}em`, "text-anchor": "end" }, figure));
        words.push(`${LETTERS[index]}${figure === "—" ? "没有" : figure}`);
        top += 1.45;
      });
      said.push(`${name}：${words.join("，")}`);
      top += 0.7;
    }
    drawing.setAttribute("height", `${top}em`);
    drawing.prepend(
      drawn("title", { id: "chart-title" }, "各部分得分率"),
      drawn("desc", { id: "chart-desc" }, `${said.join("；")}。`),
      patterns(),
    );
    const key = projects.map((project, index) =>
      element("li", {}, letter(index), `${project.name}（${project.facts["年度"]}年度${project.facts["评价类型"]}）`),
    );
    return element(
      "figure",
      { class: "compare__figure" },
      element("figcaption", {}, "都有的部分各得满分的百分之几；横条的全长是100%"),
      element("ul", { class: "compare__key" }, ...key),
      drawing,
    );
  };

  // Choosing ---------------------------------------------------------------------------------------------------

  const chosen = place.querySelector(".compare__chosen");
  const pick = place.querySelector(".compare__pick");
  const field = pick.querySelector("input");
  const hint = pick.querySelector(".compare__hint");
  const found = pick.querySelector(".compare__found");

  const change = async (next) => {
    ids = next;
    remember();
    await show();
  };

  const button = (label, action, name = null) => {
    const one = element("button", { type: "button", class: "button", "aria-label": name }, label);
    one.addEventListener("click", action);
    return one;
  };

  const listChosen = (projects) => {
    chosen.hidden = !projects.length;
    const list = chosen.querySelector("ul");
    list.replaceChildren(
      ...projects.map((project, index) => {
        const drop = button("移去", () => change(ids.filter((id) => id !== project.id)), `移去${project.name}`);
        return element("li", {}, letter(index), `${project.name}（${project.facts["年度"]}年度）`, " ", drop);
      }),
    );
    const years = projects.length === 1 ? projects[0].others.slice(-(MOST - 1)) : [];
    if (years.length) {
      const add = button(`加上它的其他年度：${years.map(([, year, type]) => `${year}年度${type}`).join("、")}`, () =>
        change([...years.map(([id]) => id), ...ids].sort()),
      );
      list.append(element("li", {}, add));
    }
  };

  /** The projects whose name, department, unit or code holds every term, from the data of the list. */
  let listed = null;
  const search = async () => {
    listed = listed || load(`${root}assets/data/projects.js`);
    await listed;
    const terms = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    if (!terms.length) {
      found.replaceChildren();
      return say();
    }
    const { columns, addresses } = window.lists.projects;
    const looked = columns.filter((column) => ["name", "department", "unit", "code", "year"].includes(column.key));
    const text = (column, n) => (column.words ? column.words[column.at[n]] : column.texts[n]);
    const all = (n) => looked.map((column) => text(column, n)).join("\n").normalize("NFKC").toLowerCase();
    const [name, year] = [columns[0], columns.find((column) => column.key === "year")];
    const hits = [];
    for (let n = 0; n < addresses.length; n += 1) {
      const id = decodeURIComponent(addresses[n]);
      if (!ids.includes(id) && terms.every((term) => all(n).includes(term))) hits.push([id, n]);
    }
    found.replaceChildren(
      ...hits.slice(0, 10).map(([id, n]) => {
        const label = `${text(name, n)}（${text(year, n)}年度）`;
        const add = async () => {
          field.value = "";
          found.replaceChildren();
          await change([...ids, id]);
          field.focus();
        };
        return element("li", {}, button("加入", add, `加入${label}`), " ", label);
      }),
    );
    return say(hits.length > 10 ? `找到${hits.length}个，列出前10个` : `找到${hits.length}个`);
  };

  const say = (words = "") => {
    const left = MOST - ids.length;
    hint.textContent = words || (ids.length < 2 ? `再选${2 - ids.length}个就可以对比，最多${MOST}个` : `还可以加${left}个`);
  };

  const show = async () => {
    await fetchAll();
    ids = ids.filter((id) => known.has(id));
    const projects = ids.map((id) => known.get(id));
    listChosen(projects);
    pick.hidden = ids.length >= MOST;
    say();
    const result = place.querySelector(".compare__result");
    if (projects.length < 2) result.replaceChildren();
    else
      result.replaceChildren(
        element("h2", { id: "chart" }, "得分率"),
        chart(projects),
        element("h2", { id: "table" }, "逐项对比"),
        ...table(projects),
      );
    place.dataset.shown = projects.length;
  };

  pick.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", search);
  show();
}
