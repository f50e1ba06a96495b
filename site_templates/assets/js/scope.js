/* The helpers that Material's bundle expects, as a file instead of an inline script (Content-Security-Policy).
 * Storage that is refused (some browsers on file://) is as good as empty. */
"use strict";
window.__md_scope = new URL(document.currentScript.dataset.base, location);
window.__md_hash = (text) => [...text].reduce((hash, c) => (hash << 5) - hash + c.charCodeAt(0), 0);
window.__md_get = (key, storage, scope = window.__md_scope) => {
  try {
    return JSON.parse((storage || localStorage).getItem(scope.pathname + "." + key));
  } catch {
    return null;
  }
};
window.__md_set = (key, value, storage, scope = window.__md_scope) => {
  try {
    (storage || localStorage).setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    /* not remembered */
  }
};
