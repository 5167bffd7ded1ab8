// Comfort only: the slider swaps the map without a reload. Without this file its form has a button.
// A newcomer's mistake: a request for each step. The hand moves on; the last place counts.
(() => {
  "use strict";
  const form = document.getElementById("slide-map");
  const range = document.getElementById("month");
  const result = document.getElementById("map-result");
  if (!form || !range || !result) return;
  let waiting = null;
  let asked = 0;

  const show = async () => {
    const number = ++asked;
    const address = new URL(form.action, location.href);
    address.search = new URLSearchParams(new FormData(form)).toString();
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || number !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("map-result");
    if (!fresh || number !== asked) return;
    result.replaceChildren(...fresh.childNodes);
    const day = result.querySelector("[data-day]");
    if (day) {
      range.setAttribute("aria-valuetext", day.dataset.said);
      const typed = document.getElementById("id_on");
      if (typed) typed.value = day.dataset.day;
    }
    history.replaceState(null, "", address);
  };

  range.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
})();
