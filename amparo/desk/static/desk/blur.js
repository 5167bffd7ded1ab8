// Lets one blur faces and numbers by hand before a photograph leaves the browser.
// What is sent is what is seen: after each stroke the chosen file is replaced by the drawn one.
// Without scripts, or with a file that the browser cannot draw, the photograph is sent as it is.
const LONGEST = 2400; // pixels; more than any page shows
const GRAIN = 3; // what a circle is reduced to, on each side: nothing to be made out again

for (const input of document.querySelectorAll("input[type=file][data-blur-hint]")) {
  let panel = null;
  input.addEventListener("change", async () => {
    panel?.remove();
    const file = input.files[0];
    if (!file || input.dataset.drawn === file.name + file.lastModified) return;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      panel = drawing(input, picture, file.name);
      input.closest("li, p, div").append(panel);
    } catch {
      panel = null; // a kind of picture that this browser cannot draw
    }
  });
}

function drawing(input, picture, name) {
  const said = input.dataset;
  const panel = element("div", { className: "desk-blur" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = element("canvas", {
    width: Math.round(picture.width * scale),
    height: Math.round(picture.height * scale),
    tabIndex: 0,
  });
  const hint = element("p", { textContent: said.blurHint, id: `${input.id}-blur` });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", said.blurLabel);
  canvas.setAttribute("aria-describedby", hint.id);
  const size = element("input", { type: "range", min: 2, max: 20, value: 6 });
  const label = element("label", { textContent: said.blurSize });
  label.append(size);
  const undo = element("button", { type: "button", textContent: said.blurUndo, disabled: true });
  undo.className = "button button-small button-secondary";
  const status = element("p", { className: "desk-blur-done" });
  status.setAttribute("role", "status");
  panel.append(hint, canvas, label, undo, status);

  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const strokes = []; // each a list of circles
  let stroke = null;
  let cursor = { x: canvas.width / 2, y: canvas.height / 2 };
  const radius = () => (Math.max(canvas.width, canvas.height) * size.value) / 100;

  const redraw = () => {
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const each of strokes) for (const circle of each) blur(pen, circle);
  };
  const put = (x, y) => {
    const circle = { x, y, r: radius() };
    stroke.push(circle);
    blur(pen, circle);
  };
  const begin = () => strokes.push((stroke = []));
  const end = () => {
    stroke = null;
    undo.disabled = strokes.length === 0;
    keep();
  };
  const keep = () =>
    canvas.toBlob(
      (blob) => {
        const drawn = new File([blob], name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
        const chosen = new DataTransfer();
        chosen.items.add(drawn);
        said.drawn = drawn.name + drawn.lastModified;
        input.files = chosen.files;
        status.textContent = said.blurDone;
      },
      "image/jpeg",
      0.92,
    );
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    begin();
    put(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => stroke && put(...place(event)));
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => stroke && end());
  }
  canvas.addEventListener("keydown", (event) => {
    const step = radius() / 2;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (by) {
      cursor = { x: cursor.x + by[0], y: cursor.y + by[1] };
      redraw();
      ring(pen, cursor, radius());
    } else if (event.key === " " || event.key === "Enter") {
      redraw();
      begin();
      put(cursor.x, cursor.y);
      end();
    } else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", redraw);
  undo.addEventListener("click", () => {
    strokes.pop();
    redraw();
    end();
  });
  redraw();
  return panel;
}

function blur(pen, { x, y, r }) {
  const grain = new OffscreenCanvas(GRAIN, GRAIN);
  const small = grain.getContext("2d");
  let from = pen.canvas;
  let [left, top, side] = [x - r, y - r, 2 * r];
  for (let width = 2 * r; width > 2 * GRAIN; width /= 2) {
    // halved again and again, so that every pixel counts
    const half = new OffscreenCanvas(Math.max(GRAIN, width / 2), Math.max(GRAIN, width / 2));
    half.getContext("2d").drawImage(from, left, top, side, side, 0, 0, half.width, half.height);
    [from, left, top, side] = [half, 0, 0, half.width];
  }
  small.drawImage(from, left, top, side, side, 0, 0, GRAIN, GRAIN);
  pen.save();
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.clip();
  pen.drawImage(grain, 0, 0, GRAIN, GRAIN, x - r, y - r, 2 * r, 2 * r);
  pen.restore();
}

function ring(pen, { x, y }, r) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  for (const [color, width] of [["#fff", 6], ["#000", 2]]) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.stroke();
  }
}

function element(name, about) {
  return Object.assign(document.createElement(name), about);
}
