// Starts the ceremony that the page describes in <script type="application/json" data-passkey>,
// and says so on the page when it fails. The ceremonies themselves are allauth's.
document.addEventListener("DOMContentLoaded", () => {
  for (const task of document.querySelectorAll("script[data-passkey]")) {
    window.allauth.webauthn.forms[task.dataset.passkey](JSON.parse(task.textContent));
  }
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-trouble").hidden = false;
});
