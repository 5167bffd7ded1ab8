// Puts the mark of a claim where one was writing last. Without scripts the mark is copied by hand.
let writing = null;
document.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea")) writing = event.target;
});
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = writing || document.querySelector(".desk-form textarea");
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
}
