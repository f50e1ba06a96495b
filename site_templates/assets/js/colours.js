/* How the reader wants to see the pages: colours and size of type. Runs before anything is painted. */
"use strict";
{
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const choices = { colours: "auto", text: "standard" };

  /* Storage that is refused (some browsers on file://) is as good as empty. */
  const remembered = (name) => {
    try {
      return localStorage.getItem(`jixiao.${name}`);
    } catch {
      return null;
    }
  };

  const remember = (name, value) => {
    choices[name] = value;
    try {
      localStorage.setItem(`jixiao.${name}`, value);
    } catch {
      /* not remembered */
    }
    apply();
  };

  const system = () => (contrast.matches ? "contrast" : dark.matches ? "dark" : "light");

  const apply = () => {
    root.dataset.colours = choices.colours === "auto" ? system() : choices.colours;
    root.dataset.text = choices.text;
  };

  for (const name of Object.keys(choices)) choices[name] = remembered(name) || choices[name];
  apply();
  for (const query of [dark, contrast]) query.addEventListener("change", apply);

  document.addEventListener("DOMContentLoaded", () => {
    const colours = document.querySelector(".site-colours");
    const select = colours.querySelector("select");
    select.value = choices.colours;
    select.addEventListener("change", () => remember("colours", select.value));
    colours.hidden = false;

    const large = document.querySelector(".site-large");
    const press = () => large.setAttribute("aria-pressed", String(choices.text === "large"));
    large.addEventListener("click", () => {
      remember("text", choices.text === "large" ? "standard" : "large");
      press();
    });
    press();
    large.hidden = false;
  });
}
