// Words selected in a text of law become the places of a link: characters from its beginning.
const text = document.querySelector("[data-select-from]");
const go = document.querySelector("[data-select-go]");
const hint = document.querySelector("[data-select-hint]");
// A selection of fewer letters is a slip of the finger.
const FEWEST = 30;
// Python counts characters, the browser pairs of bytes.
const count = (words) => Array.from(words).length;

function places() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = count(before.toString());
  return { start, end: start + count(range.toString()) };
}

if (text && go) {
  hint.hidden = false;
  const address = go.getAttribute("href");
  document.addEventListener("selectionchange", () => {
    const found = places();
    const isEnough = found !== null && found.end - found.start >= FEWEST;
    if (found === null) return;
    go.hidden = !isEnough;
    if (isEnough) go.href = `${address}?start=${found.start}&end=${found.end}`;
  });
}
