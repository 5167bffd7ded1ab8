// Comfort only: every page works without this file. Nothing is stored on the device.
// A newcomer's mistake: adding what a form needs here. It would shut out phones without scripts.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  for (const box of all("[data-focus]")) box.focus();

  for (const button of all("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.done;
      const status = document.querySelector("[data-copy-status]");
      if (status) status.textContent = button.dataset.done;
    });
  }

  for (const button of all("[data-share]")) {
    if (!navigator.share) continue;
    button.closest("[hidden]").hidden = false;
    const { title, address, image } = button.dataset;
    let picture = null; // asked for at the first touch: a telephone shares only at once after a press
    const ask = () => (picture ??= image ? fetched(image).catch(() => null) : Promise.resolve(null));
    button.addEventListener("pointerdown", ask, { once: true });
    button.addEventListener("click", async () => {
      const words = { title, text: title, url: address };
      const files = [await ask()];
      const whole = files[0] && navigator.canShare?.({ files }) ? { ...words, files } : words;
      navigator.share(whole).catch(() => {});
    });
  }

  // The page that is left stays in no history: "back" leads past it.
  for (const link of all("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      location.replace(link.href);
    });
  }

  // Where people came from goes along when they change the language.
  if (location.search) {
    for (const link of all("a[hreflang]")) if (!link.search) link.search = location.search;
  }

  // Proof of work: begun at the first touch of the form, waited for when it is sent.
  const workerUrl = document.currentScript?.dataset.worker;
  for (const input of all("input[data-challenge]")) {
    const form = input.form;
    let work = null;
    const begin = () => (work ??= prove(input.dataset.challenge).then(
      (proof) => { input.value = proof; }, () => {}));
    form.addEventListener("focusin", begin, { once: true });
    form.addEventListener("submit", (event) => {
      if (input.value || form.dataset.gaveUp || event.submitter?.name === "switch_to") return;
      event.preventDefault();
      event.submitter?.setAttribute("aria-busy", "true");
      const tooLong = new Promise((done) => setTimeout(done, 8000));
      Promise.race([begin(), tooLong]).then(() => {
        form.dataset.gaveUp = "yes";
        form.requestSubmit ? form.requestSubmit(event.submitter) : form.submit();
      });
    });
  }

  // Of our own server, whatever name it is called by in the page.
  async function fetched(address) {
    const answer = await fetch(new URL(address, location).pathname);
    if (!answer.ok) throw new Error(answer.status);
    const picture = await answer.blob();
    return new File([picture], "picture.png", { type: picture.type });
  }

  async function prove(address) {
    if (!window.crypto?.subtle || !workerUrl) throw new Error("no proof here");
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok) throw new Error("no challenge");
    const challenge = await answer.json();
    const worker = new Worker(workerUrl);
    try {
      return await new Promise((resolve, reject) => {
        worker.onmessage = (message) => resolve(message.data);
        worker.onerror = reject;
        worker.postMessage(challenge);
      });
    } finally {
      worker.terminate();
    }
  }
})();
