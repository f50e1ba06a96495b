/* Light or dark: what the reader chose, else what the system prefers. Runs before the page is painted. */
"use strict";
{
  const CHOICES = ["auto", "light", "dark"];
  const NAMES = { auto: "跟随系统", light: "浅色", dark: "深色" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = window.__md_get("__colours");
  let choice = CHOICES.includes(stored) ? stored : "auto";

  const apply = () => {
    const dark = choice === "dark" || (choice === "auto" && system.matches);
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
  };

  const label = (button) => {
    button.dataset.choice = choice;
    button.title = `颜色：${NAMES[choice]}`;
    button.setAttribute("aria-label", `颜色：${NAMES[choice]}，按一下换一种`);
  };

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".site-colours");
    if (!button) return;
    label(button);
    button.hidden = false;
    button.addEventListener("click", () => {
      choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
      window.__md_set("__colours", choice);
      apply();
      label(button);
    });
  });
}
