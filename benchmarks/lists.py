"""How smooth the list of projects is: `python benchmarks/lists.py SITE`, a built site, such as of 3,000 synthetic projects.

Opens the list in Chromium from a local server and prints the median of five runs, in milliseconds: until the script has
filled the list; from a choice to the lines on the screen, for a filter, a word, a score and two sorts; with the number of
lines, of elements and the bytes that were loaded.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.site.chromium import chromium, served

RUNS = 5

UNTIL_PAINTED = """([step, value]) => new Promise((done) => {
  const form = document.querySelector('form.filters');
  const steps = {
    check: () => { const box = form.querySelector(value); box.checked = true; box.dispatchEvent(new Event('input', {bubbles: true})); },
    type: () => { const [name, text] = value; form.elements[name].value = text; form.dispatchEvent(new Event('input', {bubbles: true})); },
    sort: () => { const order = document.querySelector('.listing__sort'); order.value = value; order.dispatchEvent(new Event('change')); },
  };
  const start = performance.now();
  steps[step]();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""

STEPS: tuple[tuple[str, str, Any], ...] = (
    ("一个年度", "check", "[name=year]"),
    ("再加一个等级", "check", "[name=grade]"),
    ("再按得分", "type", ("score-min", "80")),
    ("按名称里的字", "type", ("q", "社区")),
    ("按得分排序", "sort", "score.down"),
    ("按名称排序", "sort", "name.up"),
)

LOADED = """() => {
  const all = performance.getEntriesByType('resource');
  const ready = all.find((entry) => entry.name.endsWith('/list.js'));
  return [performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd, ready.responseEnd,
    all.reduce((sum, entry) => sum + entry.decodedBodySize, 0), document.querySelectorAll('*').length];
}"""


def measure(browser: Browser, address: str) -> dict[str, float]:
    """One run: milliseconds by name."""
    page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    filled, _, size, elements = page.evaluate(LOADED)
    found = {"打开": filled, "字节": size, "元素": elements}
    for name, step, value in STEPS:
        fresh = name in ("一个年度", "按名称里的字", "按得分排序")
        if fresh:
            page.goto(address)
        found[name] = page.evaluate(UNTIL_PAINTED, [step, value])
    page.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    folder = parser.parse_args().site
    with sync_playwright() as playwright, served(folder) as origin:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        runs = [measure(browser, origin + "projects/index.html") for _ in range(RUNS)]
        browser.close()
    for name in runs[0]:
        print(f"{name}\t{median(run[name] for run in runs):.0f}")


if __name__ == "__main__":
    main()
