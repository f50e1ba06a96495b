/* Search beside the page, over http. A message in is {turn, task, …}; out come {turn, answer} and at last {turn, value} or {turn, error}. */
"use strict";
importScripts("search-engine.js");

const DATA = new URL("../../search/data/", location.href);
const BACKTICK = 0x60, BACKSLASH = 0x5c, RETURN = 0x0d, LETTER_R = 0x72;

/* The bytes that a file of search/data hands over: between its backticks, without escapes. */
const handed = (bytes) => {
  const start = bytes.indexOf(BACKTICK) + 1, end = bytes.lastIndexOf(BACKTICK);
  const found = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; at++) {
    let byte = bytes[at];
    if (byte === BACKSLASH) {
      byte = bytes[++at];
      if (byte === LETTER_R) byte = RETURN;
    }
    found[length++] = byte;
  }
  return found.slice(0, length);
};

const engine = new self.SearchEngine(async (name, version) => {
  const response = await fetch(new URL(`${name}.js${version && `?${version}`}`, DATA), {
    cache: version ? "default" : "no-cache",
  });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return handed(new Uint8Array(await response.arrayBuffer()));
});

self.onmessage = async ({ data: { turn, task, query, filters, shown } }) => {
  try {
    let value;
    if (task === "open") await engine.open();
    else if (task === "suggest") value = await engine.suggest(query);
    else await engine.search(query, filters, shown, (answer) => self.postMessage({ turn, answer }));
    self.postMessage({ turn, value });
  } catch (error) {
    self.postMessage({ turn, error: String(error) });
  }
};
