// The preview follows the columns that are chosen. Without this file its form has a button.
// A newcomer's mistake: an older answer over a newer one. Only the last that was asked for counts.
const button = document.querySelector("[data-look]");
const form = button?.form;
let asked = 0;

async function look() {
  const number = ++asked;
  const chosen = new FormData(form);
  chosen.set("look", "1");
  const answer = await fetch(location.href, { method: "POST", body: chosen });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (number !== asked) return;
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
}

if (form) {
  button.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) look();
  });
}
