// Long work in portions: presses "Go on" by itself, until the page comes without it.
const form = document.querySelector("form[data-goes-on]");
if (form) setTimeout(() => form.requestSubmit(), 300);
