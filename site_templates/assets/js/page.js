/* Small comforts of every page; each page is whole without them. */
"use strict";

/* The contents column follows the reader. */
{
  const entries = [...document.querySelectorAll(".contents-column a")].map((link) => ({
    link,
    target: document.getElementById(decodeURIComponent(link.hash.slice(1))),
  }));
  let shown = null;
  let waiting = false;

  const follow = () => {
    waiting = false;
    const passed = entries.filter(({ target }) => target && target.getBoundingClientRect().top < 120);
    const current = passed.length ? passed[passed.length - 1].link : null;
    if (current === shown) return;
    if (shown) shown.removeAttribute("aria-current");
    if (current) {
      current.setAttribute("aria-current", "true");
      const column = current.closest(".contents-column");
      const [line, frame] = [current.getBoundingClientRect(), column.getBoundingClientRect()];
      if (line.top < frame.top || line.bottom > frame.bottom) column.scrollTop += line.top - frame.top - frame.height / 3;
    }
    shown = current;
  };

  if (entries.length) {
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(follow);
      waiting = true;
    }, { passive: true });
    follow();
  }
}

/* Before the reader leaves for a site that is not a government's (网页设计规范). */
{
  const own = [location.hostname, document.body.dataset.host];
  const official = (host) => own.includes(host) || host === "gov.cn" || host.endsWith(".gov.cn");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !/^https?:$/.test(link.protocol) || official(link.hostname)) return;
    if (!confirm(`您将离开本站，前往非政府网站：\n${link.hostname}\n是否继续？`)) event.preventDefault();
  });
}

/* A link to something inside a closed disclosure opens it; so does a link to the row above it. Printing opens what the
   report consists of. */
{
  const openAround = (element) => {
    for (let box = element; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("main")) return;
    openAround(target);
    const how = target.matches(".scored tr") && target.nextElementSibling;
    openAround(how && how.querySelector("details"));
    target.scrollIntoView();
  };

  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll(".scored details:not([open]), details.notice:not([open])")) {
      box.open = true;
      box.dataset.printing = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const box of document.querySelectorAll("details[data-printing]")) {
      box.open = false;
      delete box.dataset.printing;
    }
  });
}

/* A link to each paragraph, where the pointer is; the address of the page where it is asked for. */
{
  const link = document.createElement("a");
  link.className = "permalink";
  link.textContent = "#";
  link.title = "本段的链接";
  link.tabIndex = -1;

  document.addEventListener("mouseover", (event) => {
    const paragraph = event.target.closest(".page--project > p[id]");
    if (!paragraph || link.parentElement === paragraph) return;
    link.href = `#${paragraph.id}`;
    paragraph.prepend(link);
  });

  for (const place of document.querySelectorAll("[data-address]")) {
    place.textContent = location.href.split("#")[0];
  }
}
