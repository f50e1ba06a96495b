/* The search page: form, address, results. The work is done by search-engine.js, in a worker where there can be one. */
"use strict";
{
  const HERE = document.currentScript.src;
  const ROOT = new URL("../../", HERE);
  const STEP = 10, PASSAGES = 3, PAUSE = 120;
  const FACETS = ["year", "department", "grade", "kind"];

  /* 1. The engine: beside the page over http, within the page from a disk ---------------------------------------- */

  const script = (source, charset) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      if (charset) element.charset = charset;
      element.src = source;
      element.onload = () => resolve(element.remove());
      element.onerror = () => reject(new Error(source), element.remove());
      document.head.append(element);
    });

  const beside = () => {
    const worker = new Worker(new URL("search-worker.js", HERE));
    const waiting = new Map();
    let turns = 0;
    worker.onmessage = ({ data }) => waiting.get(data.turn)?.(data);
    const ask = (message, tell) => {
      const turn = ++turns;
      return new Promise((resolve, reject) => {
        waiting.set(turn, ({ answer, error, value }) => {
          if (answer) return tell(answer);
          waiting.delete(turn);
          return error ? reject(new Error(error)) : resolve(value);
        });
        worker.postMessage({ ...message, turn });
      });
    };
    return {
      open: () => ask({ task: "open" }),
      search: (query, filters, shown, tell) => ask({ task: "search", query, filters, shown }, tell),
      suggest: (query) => ask({ task: "suggest", query }),
    };
  };

  const within = () => {
    const handed = new Map();
    window.searchFile = (name, text) => handed.set(name, Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff));
    const load = async (name, version) => {
      await script(new URL(`search/data/${name}.js${version && `?${version}`}`, ROOT).href, "x-user-defined");
      const bytes = handed.get(name);
      handed.delete(name);
      return bytes;
    };
    let engine = null;
    const opened = async () => {
      engine = engine || script(new URL("search-engine.js", HERE).href).then(() => new window.SearchEngine(load));
      return engine;
    };
    return {
      open: async () => (await opened()).open(),
      search: async (...question) => (await opened()).search(...question),
      suggest: async (query) => (await opened()).suggest(query),
    };
  };

  let engine = null;
  const started = () => {
    engine = engine || (location.protocol === "file:" ? within() : beside());
    return engine;
  };

  /* 2. Results ------------------------------------------------------------------------------------------------- */

  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  };

  const cells = (text) => text.replace(/\n/g, " ｜ ");

  const marked = (pieces) =>
    pieces.map(([text, hit]) => {
      const shown = cells(text);
      return hit ? make("mark", "", shown) : document.createTextNode(shown);
    });

  const link = (url, anchor, ...children) => {
    const element = make("a", "", ...children);
    const target = new URL(url, ROOT);
    if (anchor) target.hash = encodeURIComponent(anchor);
    element.href = target.href;
    return element;
  };

  const passage = (result, { anchor, heading, beside, pieces }) => {
    const text = make("span", "passage__text", ...marked(pieces));
    if (beside) text.append(make("span", "passage__beside", cells(beside)));
    const children = heading ? [make("span", "passage__heading", heading), text] : [text];
    return make("li", "passage", link(result.url, anchor, ...children));
  };

  const project = (result) => {
    const title = make("h2", "", link(result.url, "", ...(result.titlePieces ? marked(result.titlePieces) : [result.title])));
    const facts = make("p", "found__facts");
    for (const value of [result.year && `${result.year}年度`, result.department, result.kind, result.grade]) {
      if (value) facts.append(make("span", "", value));
    }
    const item = make("li", "found", title, facts);
    if (!result.passages.length) return item;
    const list = make("ul", "passages");
    const show = (from, to) => list.append(...result.passages.slice(from, to).map((one) => passage(result, one)));
    show(0, PASSAGES);
    item.append(list);
    const hidden = result.passages.length - PASSAGES;
    if (hidden > 0) {
      const more = make("button", "found__more", `本报告还有${hidden}处`);
      more.type = "button";
      more.addEventListener("click", () => {
        show(PASSAGES, result.passages.length);
        more.remove();
        list.children[PASSAGES].querySelector("a").focus();
      });
      item.append(more);
    }
    return item;
  };

  /* 3. The page ------------------------------------------------------------------------------------------------ */

  const page = () => {
    const form = document.querySelector("form.search");
    const box = form.elements.q;
    const filters = form.querySelector(".search__filters");
    const status = document.querySelector(".search__status");
    const suggestion = document.querySelector(".search__suggestion");
    const results = document.querySelector(".search__results");
    const more = document.querySelector(".search__more button");
    let shown = STEP, asked = 0, timer = 0;

    const chosen = () => Object.fromEntries(FACETS.map((name) => [name, form.elements[name].value]));

    const address = (query) => {
      const parameters = new URLSearchParams();
      if (query) parameters.set("q", query);
      for (const [name, value] of Object.entries(chosen())) if (value) parameters.set(name, value);
      const text = parameters.toString();
      return text ? `?${text}` : location.pathname;
    };

    const offer = (facets) => {
      for (const { name, values } of facets) {
        const select = form.elements[name], kept = select.value;
        const options = values
          .filter(({ value, count }) => count || value === kept)
          .map(({ value, count }) => new Option(`${value}（${count}）`, value, false, value === kept));
        select.replaceChildren(new Option("全部", ""), ...options);
        select.value = kept;
      }
      filters.hidden = !facets.length;
    };

    const suggest = async (query, turn) => {
      const found = await started().suggest(query);
      if (turn !== asked || !found.length) return;
      suggestion.replaceChildren("没有完全相同的文字。相近的有：");
      for (const { text, total } of found) {
        const button = make("button", "", `${text}（${total}）`);
        button.type = "button";
        button.addEventListener("click", () => {
          box.value = text;
          box.focus();
          start(true);
        });
        suggestion.append(button);
      }
      suggestion.hidden = false;
    };

    const told = (query, turn, answer) => {
      if (turn !== asked) return;
      const { total, done } = answer;
      if (!answer.terms.length) return clear();
      status.classList.toggle("is-checking", !done);
      if (!done) status.textContent = `核对中……已核对出${total}个项目`;
      else status.textContent = total ? `${total}个项目含有“${answer.terms.join("”“")}”` : `没有项目含有“${answer.terms.join("”“")}”`;
      if (done) offer(answer.facets);
      if (answer.results) {
        results.replaceChildren(...answer.results.map(project));
        results.classList.remove("is-old");
        if (answer.whole) results.removeAttribute("aria-busy");
        more.hidden = !answer.whole || total <= answer.results.length;
        if (answer.whole) document.dispatchEvent(new CustomEvent("search-done", { detail: { query, total } }));
      }
      if (answer.whole && !total) suggest(query, turn).catch(() => {});
    };

    const clear = () => {
      status.textContent = "";
      suggestion.hidden = true;
      results.replaceChildren();
      more.hidden = true;
      filters.hidden = true;
    };

    const failed = (turn, error) => {
      if (turn !== asked) return;
      console.error(error);
      status.textContent = "检索用的文件没有读到，请检查网络后重试。";
    };

    const start = (written) => {
      clearTimeout(timer);
      const query = box.value.trim(), turn = ++asked;
      try {
        history[written ? "pushState" : "replaceState"](null, "", address(query));
      } catch {
        /* some browsers don't let a page on a disk change its address */
      }
      suggestion.hidden = true;
      if (!query) return void clear();
      results.setAttribute("aria-busy", "true");
      results.classList.add("is-old");
      started()
        .search(query, chosen(), shown, (answer) => told(query, turn, answer))
        .catch((error) => failed(turn, error));
    };

    const restore = () => {
      const parameters = new URLSearchParams(location.search);
      box.value = parameters.get("q") || "";
      for (const name of FACETS) {
        const value = parameters.get(name) || "";
        if (value) form.elements[name].append(new Option(value, value));
        form.elements[name].value = value;
      }
      shown = STEP;
      start(false);
    };

    box.addEventListener("focus", () => started().open().catch(() => {}), { once: true });
    box.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      shown = STEP;
      timer = setTimeout(() => start(false), PAUSE);
    });
    box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      shown = STEP;
      start(true);
    });
    filters.addEventListener("change", () => {
      shown = STEP;
      start(true);
    });
    more.addEventListener("click", () => {
      const last = results.children.length;
      shown += STEP;
      start(false);
      document.addEventListener("search-done", () => results.children[last]?.querySelector("a").focus(), { once: true });
    });
    window.addEventListener("popstate", restore);
    restore();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", page);
  else page();
}
