/* Full-text search over the files in search/data: what it lists and counts is exact.
 * Runs in a worker over http and in the page from a disk; it knows nothing of the page it serves.
 * How the files are made: generator/search. Oldest browser: Chromium 86. */
"use strict";
{
  /* 1. What counts as the same text (the same as generator/search/fold.py) ------------------------------------- */

  const SPACES = "\\t\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const IS_SPACE = new RegExp(`^[${SPACES}]$`);
  const IS_NOTHING = /^[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]$/;
  const IS_KEPT = /^[\xb2\xb3\xb9\u2070-\u209f\u2460-\u24ff\u3251-\u325f\u32b1-\u32bf]$/;
  const TERM = new RegExp(`["“”「『＂]([^"“”「」『』＂]*)["“”」』＂](?=[${SPACES}\\n]|$)|[^${SPACES}\\n]+`, "g");
  const BORDER = "\n";
  const SAME = {};
  for (const [one, others] of [
    ['"', "“”„‟〝〞＂「」『』"],
    ["'", "‘’‚‛＇"],
    ["[", "〔【〖［"],
    ["]", "〕】〗］"],
    ["-", "‐‑‒–—―−－─"],
    ["~", "～〜∼"],
    ["·", "•・‧∙⋅"],
  ]) for (const other of others) SAME[other] = one;

  const alike = (character) => {
    if (IS_NOTHING.test(character)) return "";
    return IS_SPACE.test(character) || character === BORDER ? " " : SAME[character] || character;
  };
  const known = new Map();
  const foldOne = (character) => {
    let result = known.get(character);
    if (result === undefined) {
      result = character === BORDER || IS_KEPT.test(character)
        ? character
        : Array.from(character.normalize("NFKC").toLowerCase(), alike).join("");
      known.set(character, result);
    }
    return result;
  };
  const isBetween = (text, place, first, last, comma) => {
    if (text[place] !== comma) return false;
    const digit = (c) => c >= first && c <= last;
    return digit(text[place - 1]) && digit(text[place + 1]) && digit(text[place + 2]) && digit(text[place + 3])
      && !digit(text[place + 4]);
  };
  const isThousands = (text, place) =>
    isBetween(text, place, "0", "9", ",") || isBetween(text, place, "０", "９", "，");
  const isLatin = (c) => (c >= "0" && c <= "9") || (c >= "a" && c <= "z");

  /* The folded text, and for each of its characters where it stands in the text. */
  const foldPlaces = (text) => {
    const places = [];
    let folded = "", room = -1, place = 0;
    for (const character of text) {
      const here = place;
      place += character.length;
      if ((character === "," || character === "，") && isThousands(text, here)) continue;
      for (const c of foldOne(character)) {
        if (c === " ") {
          if (room < 0) room = here;
          continue;
        }
        if (room >= 0 && folded && isLatin(folded[folded.length - 1]) && isLatin(c)) {
          folded += " ";
          places.push(room);
        }
        room = -1;
        folded += c;
        for (let unit = 0; unit < c.length; unit++) places.push(here);
      }
    }
    places.push(place);
    return { folded, places };
  };
  const fold = (text) => foldPlaces(text).folded;

  const terms = (query) => {
    const found = [];
    for (const match of query.matchAll(TERM)) {
      const term = fold(match[1] === undefined ? match[0] : match[1]);
      if (term && !found.includes(term)) found.push(term);
    }
    return found;
  };

  /* 2. Reading the tree of grams (the same as generator/search/bits.py and grams.py) --------------------------- */

  class Bits {
    constructor(bytes) {
      this.bytes = bytes;
      this.place = 0;
    }

    get left() {
      return this.bytes.length * 8 - this.place;
    }

    /* At least 24 bits, the next one highest. */
    window() {
      const at = this.place >> 3, b = this.bytes;
      return ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) << (this.place & 7);
    }

    unary() {
      let count = 0;
      for (;;) {
        const zeros = Math.clz32(this.window());
        if (zeros < 24) {
          this.place += zeros + 1;
          return count + zeros;
        }
        count += 24;
        this.place += 24;
        if (this.left < 0) throw new Error("the index is cut off");
      }
    }

    digits(width) {
      if (!width) return 0;
      const value = this.window() >>> (32 - width);
      this.place += width;
      return value;
    }

    rice(width) {
      const high = this.unary();
      return (high << width) + this.digits(width);
    }

    golomb(width) {
      const more = this.unary() + width;
      return (1 << more) + this.digits(more) - (1 << width);
    }

    /* A set of `count` out of `universe`: its ranks, or null with `skip`. */
    members(count, universe, skip) {
      const missing = 2 * count > universe;
      const written = missing ? universe - count : count;
      const mean = Math.max(1, Math.floor((universe * 11) / (Math.max(1, written) * 16)));
      const width = 31 - Math.clz32(mean);
      if (skip) {
        for (let i = 0; i < written; i++) {
          this.unary();
          this.place += width;
        }
        return null;
      }
      const ranks = new Int32Array(count);
      let last = -1, filled = 0;
      for (let i = 0; i < written; i++) {
        const next = last + 1 + this.rice(width);
        if (missing) while (++last < next) ranks[filled++] = last;
        else ranks[filled++] = next;
        last = next;
      }
      if (missing) while (++last < universe) ranks[filled++] = last;
      return ranks;
    }
  }

  /* The deepest node of a shard that begins the wanted string: its depth, pages, and pages by zone. */
  const deepest = (bytes, wanted, head) => {
    const bits = new Bits(bytes), ids = [], counts = [];
    let depth = 0, best = { depth: 0, pages: null, titles: [], names: [] };
    while (bits.left >= 8) {
      const up = bits.unary();
      depth += 1 - up;
      const step = bits.golomb(head.width) + 1;
      ids[depth] = up ? ids[depth] + step : step;
      const count = (counts[depth] = bits.golomb(0) + 1);
      const zoned = bits.unary();
      if (depth <= best.depth || (depth === best.depth + 1 && ids[depth] > wanted[depth - 1])) break;
      const matches = depth === best.depth + 1 && ids[depth] === wanted[depth - 1];
      const ranks = bits.members(count, depth > 2 ? counts[depth - 1] : head.pages, !matches);
      const zones = [];
      for (let zone = 0; zone < 2 * zoned; zone++) {
        zones.push(bits.members(bits.golomb(0), count, !matches));
      }
      if (!matches) continue;
      const pages = depth > 2 ? ranks.map((rank) => best.pages[rank]) : ranks;
      const [titles, names] = zoned ? zones.map((zone) => Array.from(zone, (rank) => pages[rank])) : [[], []];
      best = { depth, pages, titles, names };
      if (depth === wanted.length) break;
    }
    return best;
  };

  const isBefore = (one, other) => {
    const length = Math.min(one.length, other.length);
    for (let i = 0; i < length; i++) if (one[i] !== other[i]) return one[i] < other[i];
    return one.length < other.length;
  };

  const common = (one, other) => {
    const has = new Set(other);
    return Array.from(one).filter((page) => has.has(page));
  };

  /* 3. Questions and answers ----------------------------------------------------------------------------------- */

  const AT_ONCE = 4;  // texts on the way at a time
  const FIRST = 3;    // results shown before the others are there
  const FEW = 4;      // pages that are checked sooner than narrowed down
  const PARTS = 6;    // of a long phrase that are looked up to narrow its pages down
  const TITLE = 2, NAME = 1, HEADING = 3;

  const gunzip = async (bytes) => {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };

  class SearchEngine {
    /* `load(name, version)` promises the bytes of a file of search/data. */
    constructor(load) {
      this.load = load;
      this.shards = new Map();
      this.texts = new Map();
      this.current = 0;
    }

    /* What all questions need; asked for once. */
    open() {
      this.opened = this.opened || this.load("head", "").then(gunzip).then((text) => {
        const head = JSON.parse(text);
        head.ids = new Map(Array.from(head.characters, (c, i) => [c, i + 1]));
        head.firsts = head.shards.map((first) => Array.from(first, (c) => head.ids.get(c)));
        this.head = head;
        return head;
      });
      this.opened.catch(() => (this.opened = null));
      return this.opened;
    }

    shard(number) {
      if (!this.shards.has(number)) {
        const loading = this.load(`g${number}`, this.head.version);
        loading.catch(() => this.shards.delete(number));
        this.shards.set(number, loading);
      }
      return this.shards.get(number);
    }

    text(page) {
      if (!this.texts.has(page)) {
        const loading = this.load(`p${page}`, this.head.version).then(gunzip).then((text) => new PageText(page, text));
        loading.catch(() => this.texts.delete(page));
        this.texts.set(page, loading);
      }
      return this.texts.get(page);
    }

    async node(wanted) {
      const { firsts } = this.head;
      let low = 0, high = firsts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isBefore(wanted, firsts[middle])) high = middle;
        else low = middle + 1;
      }
      if (!low) return { depth: 0, pages: null, titles: [], names: [] };
      return deepest(await this.shard(low - 1), wanted, this.head);
    }

    /* Of a term: the pages that contain it (`exact`), or all that may. */
    async find(term) {
      await this.open();
      const wanted = Array.from(term, (c) => this.head.ids.get(c));
      const none = { exact: true, pages: [], titles: [], names: [] };
      if (!this.head.pages || wanted.includes(undefined)) return none;
      const node = await this.node(wanted);
      const { depth, pages } = node;
      if (depth === wanted.length) return { exact: true, ...node };
      if (depth < 2) return none;
      const { frequent, deepest: most } = this.head;
      if (pages.length > frequent && depth < most) {
        // a string this frequent is followed by every frequent pair: the next pair is rare, or nowhere in such a place
        const pair = await this.node(wanted.slice(depth - 1, depth + 1));
        if (pair.depth < 2 || pair.pages.length > frequent) return none;
        return { exact: false, ...node, pages: common(pages, pair.pages) };
      }
      if (pages.length <= FEW) return { exact: false, ...node };
      const starts = [];
      for (let start = depth - 1; start < wanted.length - 1; start += 2) starts.push(start);
      const rest = await Promise.all(starts.slice(0, PARTS).map((start) => this.node(wanted.slice(start))));
      if (rest.some((one) => one.depth < 2)) return none;
      return { exact: false, ...node, pages: rest.reduce((left, one) => common(left, one.pages), Array.from(pages)) };
    }

    /* Answer a query. `tell(answer)` is called with what is certain so far, at last with `done`.
     * `filters`: facet → value. `shown`: how many pages are wanted with their passages. */
    async search(query, filters, shown, tell) {
      const turn = ++this.current;
      const wanted = terms(query);
      await this.open();
      if (!wanted.length) return void tell({ terms: wanted, done: true, total: 0, results: [], facets: [], whole: true });
      const found = await Promise.all(wanted.map((term) => this.find(term)));
      if (turn !== this.current) return;
      const candidates = found.map((one) => one.pages).reduce(common, Array.from(found[0].pages));
      const score = this.scores(found);
      let pages = this.ranked(candidates, score);
      if (!found.every((one) => one.exact)) {
        const certain = [];
        const unsure = (text) => {
          if (!wanted.every((term) => text.contains(term))) return;
          certain.push(text.page);
          score.set(text.page, wanted.reduce((sum, term) => sum + text.weight(term), 0));
        };
        await this.read(this.filtered(pages, filters), turn, async (text) => {
          unsure(text);
          if (certain.length <= shown) await this.answer(wanted, certain, filters, shown, false, turn, tell);
        });
        await this.read(pages, turn, (text) => certain.includes(text.page) || unsure(text));
        if (turn !== this.current) return;
        pages = this.ranked(certain, score);
      }
      await this.answer(wanted, pages, filters, shown, true, turn, tell);
    }

    /* Where the term stands counts: in the title 2, in the name of an indicator 1. */
    scores(found) {
      const score = new Map();
      for (const one of found) {
        for (const page of one.names) score.set(page, (score.get(page) || 0) + 1);
        for (const page of one.titles) score.set(page, (score.get(page) || 0) + 2);
      }
      return score;
    }

    ranked(pages, score) {
      return Array.from(pages).sort((a, b) => (score.get(b) || 0) - (score.get(a) || 0) || a - b);
    }

    filtered(pages, filters, except) {
      const chosen = this.head.facets
        .filter((facet) => facet.name !== except && filters[facet.name])
        .map((facet) => [facet.of, facet.values.indexOf(filters[facet.name])]);
      return pages.filter((page) => chosen.every(([of, value]) => of[page] === value));
    }

    /* How many of the pages have each value of each facet, under the filters of the other facets. */
    facets(pages, filters) {
      return this.head.facets.map(({ name, values, of }) => {
        const counts = values.map(() => 0);
        for (const page of this.filtered(pages, filters, name)) if (of[page] >= 0) counts[of[page]]++;
        return { name, values: values.map((value, i) => ({ value, count: counts[i] })) };
      });
    }

    /* Load texts in order, a few at a time, and hand each over as it comes. */
    async read(pages, turn, use) {
      let next = 0;
      const worker = async () => {
        while (next < pages.length && turn === this.current) await use(await this.text(pages[next++]));
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, pages.length) }, worker));
    }

    async answer(wanted, pages, filters, shown, done, turn, tell) {
      const listed = this.filtered(pages, filters);
      const rest = { terms: wanted, done, total: listed.length, facets: done ? this.facets(pages, filters) : [] };
      if (done) tell({ ...rest, results: null, whole: false });
      const asked = wanted.join(BORDER), again = asked === this.answered;
      this.answered = asked;
      for (const some of listed.length > FIRST && !again ? [FIRST, shown] : [shown]) {
        const texts = await Promise.all(listed.slice(0, some).map((page) => this.text(page)));
        if (turn !== this.current) return;
        tell({ ...rest, results: texts.map((text) => text.result(wanted)), whole: done && some === shown });
      }
    }
  }

  /* 4. Suggestions: what is written nearly like that in titles and names of indicators -------------------------- */

  SearchEngine.prototype.suggest = async function (query) {
    const wanted = terms(query);
    this.words = this.words || this.load("words", this.head.version).then(gunzip).then((text) =>
      text.split("\n").map(fold).filter(Boolean));
    this.words.catch(() => (this.words = null));
    const words = await this.words;
    const better = new Map();
    for (const term of wanted) {
      if ((await this.count([term])) === 0) {
        for (const near of nearest(term, words)) better.set(near, wanted.map((one) => (one === term ? near : one)));
      }
    }
    const found = [];
    for (const changed of better.values()) {
      const total = await this.count(changed);
      if (total) found.push({ text: changed.map((one) => (one.includes(" ") ? `"${one}"` : one)).join(" "), total });
    }
    return found;
  };

  /* How many pages contain all terms. */
  SearchEngine.prototype.count = async function (wanted) {
    let total = 0;
    const turn = this.current;
    const found = await Promise.all(wanted.map((term) => this.find(term)));
    const pages = found.map((one) => one.pages).reduce(common, Array.from(found[0].pages));
    if (found.every((one) => one.exact)) return pages.length;
    await this.read(pages, turn, (text) => (total += wanted.every((term) => text.contains(term))));
    return total;
  };

  const NEAREST = 5;

  /* The stretches of words that differ least from a term: one character for each three of the term may be wrong. */
  const nearest = (term, words) => {
    const most = Math.min(2, Math.floor(term.length / 3));
    const found = new Map();
    if (!most) return [];
    for (const word of words) {
      const match = alignment(term, word, most);
      if (match) found.set(match.text, Math.min(match.wrong, found.get(match.text) ?? match.wrong));
    }
    return Array.from(found).sort((a, b) => a[1] - b[1]).slice(0, NEAREST).map(([text]) => text);
  };

  /* The stretch of a word with the fewest wrong, missing or additional characters, if at most `most`. */
  const alignment = (term, word, most) => {
    let row = Array.from({ length: term.length + 1 }, (_, i) => [i, 0]);
    let best = null;
    for (let end = 1; end <= word.length; end++) {
      const next = [[0, end]];
      for (let i = 1; i <= term.length; i++) {
        const same = term[i - 1] === word[end - 1] ? 0 : 1;
        const ways = [[row[i - 1][0] + same, row[i - 1][1]], [row[i][0] + 1, row[i][1]], [next[i - 1][0] + 1, next[i - 1][1]]];
        next.push(ways.reduce((a, b) => (b[0] < a[0] ? b : a)));
      }
      row = next;
      const [wrong, start] = row[term.length];
      if (wrong <= most && (!best || wrong < best.wrong)) best = { wrong, text: word.slice(start, end) };
    }
    return best;
  };

  /* 5. The text of a page -------------------------------------------------------------------------------------- */

  class PageText {
    constructor(page, text) {
      this.page = page;
      const [[url, title, year, department, grade, kind], blocks] = JSON.parse(text);
      this.facts = { url, title, year, department, grade, kind };
      this.blocks = blocks.map(([anchor, zone, shown]) => ({ anchor, zone, shown, folded: fold(shown) }));
    }

    contains(term) {
      return this.blocks.some((block) => block.folded.includes(term));
    }

    weight(term) {
      const zones = this.blocks.filter((block) => block.folded.includes(term)).map((block) => block.zone);
      return zones.includes(TITLE) ? TITLE : zones.includes(NAME) ? NAME : 0;
    }

    /* Every passage that contains a term, best first: where it is, under what heading, and its text in pieces. */
    result(wanted) {
      const passages = [];
      let heading = "", title = null;
      this.blocks.forEach((block, place) => {
        const hits = wanted.filter((term) => block.folded.includes(term)).length;
        if (hits && block.zone === TITLE && !title) title = pieces(block.shown, wanted);
        else if (hits) {
          const { anchor, zone, shown } = block;
          const above = zone === NAME ? "指标" : zone === HEADING ? "标题" : heading;
          passages.push({ anchor, zone, hits, heading: above, shown, beside: zone === NAME ? this.row(place) : "" });
        }
        if (block.zone === HEADING || block.zone === NAME) heading = block.shown;
      });
      const order = ({ hits, zone }) => hits * 4 + (zone === NAME ? 2 : zone === HEADING ? 1 : 0);
      passages.sort((a, b) => order(b) - order(a));
      return {
        ...this.facts,
        titlePieces: title,
        passages: passages.map(({ anchor, heading: above, shown, beside }) => ({
          anchor, heading: above, beside, pieces: pieces(shown, wanted),
        })),
      };
    }

    /* What the row of an indicator says beside its name. */
    row(place) {
      const name = this.blocks[place], next = this.blocks.slice(place + 1).find((block) => block.zone !== NAME);
      return next && next.zone === 0 && next.anchor === name.anchor && next.shown.length < 80 ? next.shown : "";
    }
  }

  const BEFORE = 36, AFTER = 110;

  /* A text as [text, is a hit] in turn, shortened around its first hit. */
  const pieces = (text, wanted) => {
    const { folded, places } = foldPlaces(text);
    const hit = new Uint8Array(text.length);
    let first = text.length;
    for (const term of wanted) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        first = Math.min(first, places[at]);
        const last = places[at + term.length - 1];
        hit.fill(1, places[at], last + (text.codePointAt(last) > 0xffff ? 2 : 1));
      }
    }
    const from = first > BEFORE + 8 ? first - BEFORE : 0;
    const to = text.length > first + AFTER + 8 ? first + AFTER : text.length;
    const found = [];
    for (let at = from, start = from; at < to; at++) {
      if (at + 1 === to || hit[at + 1] !== hit[at]) {
        found.push([text.slice(start, at + 1), hit[at] === 1]);
        start = at + 1;
      }
    }
    if (from) found.unshift(["…", false]);
    if (to < text.length) found.push(["…", false]);
    return found;
  };

  self.SearchEngine = SearchEngine;
  self.searchText = { fold, terms };
}
