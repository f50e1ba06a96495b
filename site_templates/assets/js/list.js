/* Lists that readers filter, sort and take away: projects, issues. The lines come as columns from assets/data/*.js; what the
   reader chose is kept in the address. Without this script the table of the page stands as it is. */
"use strict";
{
  const LINES = 50;
  const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  // Columns ----------------------------------------------------------------------------------------------------

  const text = (column, line) => (column.words ? column.words[column.at[line]] : column.texts[line]);
  const extra = (column, name, line) => (column[name] && column[name][line]) || "";
  const wanted = (column, line) => {
    const shown = text(column, line);
    return column.bands ? column.bands[shown][0] : shown;
  };
  const number = (column, line) => {
    const digits = (extra(column, "values", line) || text(column, line)).replace(/[,%]/g, "");
    return digits && !Number.isNaN(+digits) ? +digits : null;
  };

  /** The lines in the order of a column; what holds no figure or nothing comes last either way. */
  const sorted = (lines, column, down) => {
    const sign = down ? -1 : 1;
    const key = column.number ? number : (c, line) => text(c, line).replace("未载明", "") || null;
    const compare = column.number ? (a, b) => a - b : collator.compare;
    const keyed = lines.map((line) => [key(column, line), line]);
    keyed.sort(([a, m], [b, n]) => {
      if (a === null || b === null) return (a === null) - (b === null) || m - n;
      return sign * compare(a, b) || m - n;
    });
    return keyed.map(([, line]) => line);
  };

  // Filters ----------------------------------------------------------------------------------------------------

  const folded = (words) => words.normalize("NFKC").toLowerCase();

  const TESTS = {
    is: (columns, values) => (line) => values.includes(wanted(columns[0], line)),
    has: (columns, [value]) => {
      const terms = folded(value).split(/\s+/).filter(Boolean);
      return (line) => {
        const all = folded(columns.map((column) => text(column, line)).join("\n"));
        return terms.every((term) => all.includes(term));
      };
    },
    least: (columns, [value]) => (line) => number(columns[0], line) !== null && number(columns[0], line) >= +value,
    most: (columns, [value]) => (line) => number(columns[0], line) !== null && number(columns[0], line) <= +value,
  };

  /** One test for each name in the form that has a value. */
  const tests = (form, byKey) => {
    const chosen = new FormData(form);
    const names = new Set([...chosen.keys()].filter((name) => chosen.getAll(name).some((v) => v.trim())));
    return [...names].map((name) => {
      const { column, test } = form.querySelector(`[name="${name}"]`).dataset;
      const columns = column.split(",").map((key) => byKey.get(key)).filter(Boolean);
      if (TESTS[test]) return TESTS[test](columns, chosen.getAll(name));
      return (line) => Boolean(extra(columns[0], test, line));
    });
  };

  // A list -----------------------------------------------------------------------------------------------------

  class List {
    constructor(place, data) {
      this.place = place;
      this.data = data;
      this.byKey = new Map(data.columns.map((column) => [column.key, column]));
      this.all = data.addresses.map((_, line) => line);
      this.form = place.querySelector("form");
      this.table = place.querySelector("table");
      this.count = place.querySelector(".listing__count");
      this.pages = place.querySelector("nav.pages");
      this.order = place.querySelector(".listing__sort");
      this.usual = data.columns.filter((column) => !column.hidden).map((column) => column.key);
      this.picked = new Set();
      this.read();
      this.tools();
      this.listen();
      this.show();
    }

    /** What the address says. */
    read() {
      const address = new URLSearchParams(location.search);
      for (const control of this.form.querySelectorAll("[name]")) {
        const values = address.getAll(control.name);
        if (control.type === "checkbox") control.checked = values.includes(control.value);
        else control.value = values[0] || "";
      }
      const columns = (address.get("columns") || "").split(".").filter((key) => this.byKey.has(key));
      this.shown = columns.length ? columns : this.usual;
      const [key, direction] = (address.get("sort") || "").split(".");
      this.sort = this.byKey.has(key) ? { key, down: direction === "down" } : null;
      this.page = Math.max(1, parseInt(address.get("page"), 10) || 1);
    }

    write() {
      const address = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) if (value.trim()) address.append(name, value.trim());
      if (this.sort) address.set("sort", `${this.sort.key}.${this.sort.down ? "down" : "up"}`);
      if (this.shown.join() !== this.usual.join()) address.set("columns", this.shown.join("."));
      if (this.page > 1) address.set("page", this.page);
      const query = address.toString();
      try {
        history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
      } catch {
        /* some browsers refuse this for files */
      }
    }

    // Tools ----------------------------------------------------------------------------------------------------

    tools() {
      const list = this.place.querySelector(".listing__columns div");
      for (const [place, column] of this.data.columns.entries()) {
        if (place === 0) continue;
        const box = element("input", { type: "checkbox", value: column.key });
        box.checked = this.shown.includes(column.key);
        box.addEventListener("change", () => {
          const keys = this.data.columns.map((one) => one.key);
          const others = this.shown.filter((key) => key !== column.key);
          this.shown = keys.filter((key) => others.includes(key) || (box.checked && key === column.key));
          this.show();
        });
        list.append(element("label", { class: "choice" }, box, element("span", {}, column.title)));
      }
      this.order.append(element("option", { value: "" }, "默认次序"));
      for (const column of this.data.columns) {
        const [up, down] = column.number ? ["从低到高", "从高到低"] : ["顺序", "倒序"];
        for (const [end, label] of column.number ? [["down", down], ["up", up]] : [["up", up], ["down", down]])
          this.order.append(element("option", { value: `${column.key}.${end}` }, `${column.title}：${label}`));
      }
      if (this.place.dataset.compare && this.all.length > 1) {
        this.bar = element("p", { class: "listing__compare", role: "status", hidden: "" });
        this.place.append(this.bar);
      }
    }

    listen() {
      const again = () => {
        this.page = 1;
        this.show();
      };
      this.form.addEventListener("input", again);
      this.form.addEventListener("submit", (event) => event.preventDefault());
      const toggle = this.form.querySelector(".filters__toggle");
      if (toggle)
        toggle.addEventListener("click", () =>
          toggle.setAttribute("aria-expanded", this.form.classList.toggle("filters--open")),
        );
      this.form.addEventListener("reset", () => setTimeout(again));
      this.order.addEventListener("change", () => this.sortBy(this.order.value));
      this.place.querySelector(".listing__csv").addEventListener("click", () => this.download());
    }

    sortBy(value) {
      const [key, direction] = value.split(".");
      this.sort = key ? { key, down: direction === "down" } : null;
      this.page = 1;
      this.show();
    }

    // The table ------------------------------------------------------------------------------------------------

    show() {
      const every = tests(this.form, this.byKey);
      const found = this.all.filter((line) => every.every((test) => test(line)));
      this.lines = this.sort ? sorted(found, this.byKey.get(this.sort.key), this.sort.down) : found;
      const last = Math.max(1, Math.ceil(this.lines.length / LINES));
      this.page = Math.min(this.page, last);
      const columns = this.shown.map((key) => this.byKey.get(key));
      const first = (this.page - 1) * LINES;
      this.table.tHead.replaceChildren(this.head(columns));
      this.table.tBodies[0].replaceChildren(
        ...this.lines.slice(first, first + LINES).map((line) => this.line(columns, line)),
      );
      this.order.value = this.sort ? `${this.sort.key}.${this.sort.down ? "down" : "up"}` : "";
      this.say();
      this.pager(last);
      this.write();
    }

    say() {
      const [some, all] = [this.lines.length, this.all.length].map((count) => count.toLocaleString("zh-CN"));
      const { noun } = this.count.dataset;
      const words = some === all ? `共${all}${noun}` : `找到${some}${noun}，共${all}${noun.slice(0, 1)}`;
      if (this.count.textContent !== words) this.count.textContent = words;
      this.place.classList.toggle("listing--none", !this.lines.length);
    }

    head(columns) {
      const row = element("tr", { role: "row" });
      if (this.bar) row.append(element("th", { role: "columnheader", scope: "col", class: "pick" }, "对比"));
      for (const column of columns) {
        const cell = element("th", { role: "columnheader", scope: "col" });
        if (column.number && !column.plain) cell.className = "n";
        const here = this.sort && this.sort.key === column.key;
        cell.setAttribute("aria-sort", here ? (this.sort.down ? "descending" : "ascending") : "none");
        const button = element("button", { type: "button", class: "sorter", "data-key": column.key }, column.title);
        button.addEventListener("click", () => {
          const down = here ? !this.sort.down : Boolean(column.number);
          this.sortBy(`${column.key}.${down ? "down" : "up"}`);
          this.table.querySelector(`[data-key="${column.key}"]`).focus();
        });
        cell.append(button);
        row.append(cell);
      }
      return row;
    }

    line(columns, line) {
      const row = element("tr", { role: "row" });
      if (this.bar) row.append(this.pick(line));
      for (const [place, column] of columns.entries()) {
        const cell = place
          ? element("td", { role: "cell", "data-label": column.title })
          : element("th", { role: "rowheader", scope: "row" });
        if (column.number && !column.plain) cell.className = "n";
        if (column.long && place) cell.className = "long";
        cell.append(...this.content(column, line, place === 0));
        row.append(cell);
      }
      return row;
    }

    content(column, line, first) {
      const words = text(column, line);
      const linked = this.byKey.has("project") ? column.key === "project" : first;
      const [folder, place] = this.data.addresses[line].split("#");
      const address = `${this.place.dataset.root}projects/${folder}/index.html${place ? `#${place}` : ""}`;
      const badge = (column.bands && column.bands[words][1]) || (column.classes && column.classes[words]);
      const parts = [];
      if (linked) parts.push(element("a", { href: address }, words));
      else if (badge) parts.push(element("span", { class: `grade grade--${badge}` }, words));
      else if (column.key === "score") parts.push(element("span", { class: "score" }, words));
      else parts.push(words);
      for (const [name, style] of [["notes", "score__full"], ["differs", "differs"], ["late", "late"], ["tags", "tag"]])
        if (extra(column, name, line)) parts.push(element("span", { class: style }, extra(column, name, line)));
      return parts;
    }

    pager(last) {
      this.pages.hidden = last === 1;
      const go = (page, label) => {
        const button = element("button", { type: "button", class: "button" }, label);
        button.disabled = page < 1 || page > last;
        button.addEventListener("click", () => {
          this.page = page;
          this.show();
          this.place.querySelector(".listing__bar").scrollIntoView();
          this.table.querySelector("tbody a").focus({ preventScroll: true });
        });
        return button;
      };
      const where = element("p", {}, `第${this.page}页，共${last}页`);
      this.pages.replaceChildren(go(this.page - 1, "上一页"), where, go(this.page + 1, "下一页"));
    }

    // What to compare ------------------------------------------------------------------------------------------

    pick(line) {
      const name = text(this.data.columns[0], line);
      const box = element("input", { type: "checkbox", "aria-label": `对比${name}` });
      box.checked = this.picked.has(line);
      box.disabled = !box.checked && this.picked.size >= 4;
      box.addEventListener("change", () => {
        if (box.checked) this.picked.add(line);
        else this.picked.delete(line);
        this.choose();
      });
      return element("td", { role: "cell", class: "pick", "data-label": "对比" }, box);
    }

    choose() {
      const full = this.picked.size >= 4;
      for (const box of this.table.querySelectorAll("td.pick input")) box.disabled = full && !box.checked;
      const ids = [...this.picked].map((line) => `p=${this.data.addresses[line]}`);
      this.bar.hidden = !ids.length;
      const names = [...this.picked].map((line) => text(this.data.columns[0], line)).join("、");
      const said = ids.length > 1 ? `已选${ids.length}个：${names}` : `已选1个：${names}。再选一至三个`;
      this.bar.replaceChildren(element("span", {}, said));
      if (ids.length > 1)
        this.bar.append(element("a", { class: "button button--main", href: `${this.place.dataset.compare}?${ids.join("&")}` }, "对比所选"));
    }

    // CSV ------------------------------------------------------------------------------------------------------

    /** The columns and lines as shown, for a spreadsheet: with a byte order mark, and nothing that could be a formula. */
    csv() {
      const safe = (words) => {
        const plain = /^[=+\-@\t\r]/.test(words) && Number.isNaN(+words.replace(/[,%]/g, "")) ? `'${words}` : words;
        return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
      };
      const columns = this.shown.map((key) => this.byKey.get(key));
      const cell = (column, line) =>
        text(column, line) + extra(column, "notes", line) + extra(column, "differs", line) + extra(column, "late", line);
      const rows = this.lines.map((line) => columns.map((column) => cell(column, line)));
      const all = [columns.map((column) => column.title), ...rows];
      return "\ufeff" + all.map((row) => row.map(safe).join(",") + "\r\n").join("");
    }

    download() {
      const file = new Blob([this.csv()], { type: "text/csv;charset=utf-8" });
      const name = document.querySelector("h1").textContent.trim();
      const link = element("a", { href: URL.createObjectURL(file), download: `${name}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }
  }

  for (const place of document.querySelectorAll("[data-list]")) {
    const data = (window.lists || {})[place.dataset.list];
    if (data) new List(place, data);
  }
}
