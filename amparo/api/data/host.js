// Shows an ask of this site within a page of another: turns a link into a frame as high as its page.
// It asks nobody else, stores nothing and reads nothing of the page but the links of its own class.
(() => {
  "use strict";
  const site = new URL(document.currentScript.src).origin;
  const frames = [];

  const show = (link) => {
    const address = new URL(link.href);
    if (address.origin !== site) return;
    address.pathname = "/embed" + address.pathname;
    const source = link.dataset.source || address.searchParams.get("source");
    if (source) address.searchParams.set("source", source);
    const frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = link.textContent.trim();
    frame.width = "100%";
    frame.height = link.dataset.height || "900";
    frame.style.border = "0";
    frame.loading = "lazy";
    link.replaceWith(frame);
    frames.push({ frame, pages: 0 });
  };

  addEventListener("message", (event) => {
    const told = event.data;
    if (event.origin !== site || !told || told.amparo !== 1 || !(told.height > 0)) return;
    const found = frames.find((each) => each.frame.contentWindow === event.source);
    if (!found) return;
    found.frame.height = String(Math.min(Math.ceil(told.height), 30000));
    // Where a form was sent, its answer begins at the top, which may be out of sight by now.
    if (told.isNew && found.pages++ && found.frame.getBoundingClientRect().top < 0) {
      found.frame.scrollIntoView();
    }
  });

  const all = () => document.querySelectorAll("a.amparo-ask").forEach(show);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", all);
  else all();
})();
