// Who represents me: all answers are read once, when the page opens; what is chosen is sent nowhere.
// A newcomer's mistake: a request, an address or a history entry that carries the choice.
(async () => {
  "use strict";
  const finder = document.getElementById("finder");
  if (!finder) return;
  const by = (id) => document.getElementById(id);
  const { answers, map, choose, everybody, noSeat, nowhere, noCounty, failed, near } = finder.dataset;
  const read = async (address) => {
    const found = await fetch(address);
    if (!found.ok) throw new Error(found.status);
    return found.json();
  };
  const answer = by("answer");
  let told, layers;
  try {
    [told, layers] = await Promise.all([read(answers), map ? read(map) : []]);
  } catch {
    answer.textContent = failed;
    answer.hidden = false;
    return;
  }
  finder.hidden = false;
  by("plain").hidden = true;

  // ---- by name

  const offer = (select, names) => {
    select.replaceChildren(new Option(choose, ""), ...names.map((name, at) => new Option(name, at)));
    select.closest(".field").hidden = names.length === 0;
  };
  const chosen = (select, list) => (select.value === "" ? undefined : list[select.value]);
  const [county, place, precinct] = ["county", "place", "precinct"].map(by);
  const inPieces = (piece) => piece[2].flatMap(([districts, names]) =>
    names.map((name) => [name, districts]));
  let precincts = [];

  offer(county, told.counties.map((each) => each[1]));
  county.addEventListener("change", () => {
    const here = chosen(county, told.counties);
    offer(place, here ? here[3].map((each) => each[0]) : []);
    offer(precinct, []);
    if (here) frame(here[0]);
    if (here && !here[3].length) show(here[1], [], [here[2]]);
    else answer.hidden = true;
  });
  place.addEventListener("change", () => {
    const here = chosen(county, told.counties);
    const there = chosen(place, here[3]);
    precincts = there && there[2].length > 1 ? inPieces(there) : [];
    offer(precinct, precincts.map((each) => each[0]));
    if (there && there[2].length === 1) show(there[0], there[2][0][0], [here[2], there[1]]);
    else answer.hidden = true;
  });
  precinct.addEventListener("change", () => {
    const here = chosen(county, told.counties);
    const there = chosen(place, here[3]);
    const [name, districts] = chosen(precinct, precincts) || [];
    if (districts) show(name, districts, [here[2], there[1]]);
  });

  const node = (kind, text, look) => {
    const made = document.createElement(kind);
    made.textContent = text;
    if (look) made.className = look;
    return made;
  };
  const show = (name, districts, more, warning) => {
    const seats = districts.flatMap((each) => told.districts[each][1]);
    const cards = [...new Set([...told.state, ...more.flat(), ...seats])].sort((a, b) => a - b);
    const empty = districts.filter((each) => !told.districts[each][1].length);
    const title = node("h2", name ? `${everybody}: ${name}` : everybody);
    const lies = districts.map((each) => told.districts[each][0]).join(" · ");
    const list = node("div", "", "pieces");
    list.innerHTML = cards.map((each) => told.cards[each]).join("");
    for (const each of empty) {
      const card = node("article", "", "official");
      card.append(node("h3", told.districts[each][0]), node("p", noSeat, "soft"));
      list.append(card);
    }
    answer.replaceChildren(title, node("p", lies || nowhere, "soft"));
    if (warning) answer.append(node("p", warning, "notice attention"));
    answer.append(list);
    answer.hidden = false;
    answer.focus({ preventScroll: true });
    title.scrollIntoView({ block: "start" });
  };

  // ---- by a place on the map

  
  // Rings are steps on a grid, as lib.shapes.outlines packs them; the map is drawn in its units.
  const unpack = (ring) => {
    const points = [];
    let x = 0, y = 0;
    for (let at = 0; at < ring.length; at += 2) {
      x += ring[at];
      y += ring[at + 1];
      points.push([x, -y]); // north is up
    }
    return points;
  };
  const drawn = layers.map(([label, areas]) => [label, areas.map(([district, rings]) => {
    const lines = rings.map(unpack);
    const all = lines.flat();
    const box = all.reduce(([w, n, e, s], [x, y]) =>
      [Math.min(w, x), Math.min(n, y), Math.max(e, x), Math.max(s, y)], [1e9, 1e9, -1e9, -1e9]);
    return { district, lines, box };
  })]);
  const around = (areas) => areas.reduce(([w, n, e, s], { box }) =>
    [Math.min(w, box[0]), Math.min(n, box[1]), Math.max(e, box[2]), Math.max(s, box[3])],
    [1e9, 1e9, -1e9, -1e9]);
  const isIn = ({ lines, box }, x, y) => {
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
    let odd = false;
    for (const line of lines) {
      for (let at = 0, last = line.length - 1; at < line.length; last = at++) {
        const [ax, ay] = line[at], [bx, by_] = line[last];
        if (ay > y !== by_ > y && x < ((bx - ax) * (y - ay)) / (by_ - ay) + ax) odd = !odd;
      }
    }
    return odd;
  };
  const at = (x, y) => drawn.flatMap(([, areas]) =>
    areas.filter((each) => isIn(each, x, y)).map((each) => each.district));

  const SVG = "http://www.w3.org/2000/svg";
  const make = (kind, attributes) => {
    const made = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  let view = [0, 0, 1, 1], cross = [0, 0], svg, mark, names;
  const area = by("drawn");

  function frame(fips) {
    const own = drawn.flatMap(([, areas]) => areas)
      .filter((each) => told.districts[each.district][2] === fips);
    if (own.length) look(around(own));
  }
  function look([w, n, e, s]) {
    const wide = (e - w) * 1.1, high = (s - n) * 1.1;
    view = [w - wide / 22, n - high / 22, wide, high];
    cross = [w + (e - w) / 2, n + (s - n) / 2];
    redraw();
  }
  function zoom(factor) {
    const [, , wide, high] = view;
    view = [cross[0] - (wide * factor) / 2, cross[1] - (high * factor) / 2, wide * factor, high * factor];
    redraw();
  }
  function redraw() {
    if (!svg) return;
    svg.setAttribute("viewBox", view.join(" "));
    const size = view[2] / 40;
    mark.setAttribute("d", `M${cross[0] - size} ${cross[1]}h${2 * size}M${cross[0]} ${cross[1] - size}v${2 * size}`);
    for (const text of names.children) text.setAttribute("font-size", view[2] / 32);
    const found = at(...cross);
    by("here").textContent = found.map((each) => told.districts[each][0]).join(" · ") || nowhere;
  }
  function layer(number) {
    for (const [count, path] of [...svg.querySelectorAll("path.layer")].entries()) {
      path.toggleAttribute("hidden", count !== number);
    }
  }
  function take() {
    const found = at(...cross);
    const fips = found.map((each) => told.districts[each][2]).find(Boolean);
    const here = told.counties.find((each) => each[0] === fips);
    const reach = view[2] / 200 + 2;
    const isNear = [[reach, 0], [-reach, 0], [0, reach], [0, -reach]].some(([dx, dy]) =>
      at(cross[0] + dx, cross[1] + dy).join() !== found.join());
    const warning = [isNear ? near : "", here ? "" : noCounty].filter(Boolean).join(" ");
    show(here ? here[1] : "", found, here ? [here[2]] : [], warning);
  }
  function draw() {
    svg = make("svg", { class: "district-map", preserveAspectRatio: "xMidYMid meet" });
    for (const [, areas] of drawn) {
      const d = areas.flatMap(({ lines }) => lines.map((line) => `M${line.join("L")}Z`)).join("");
      svg.append(make("path", { d, class: "layer" }));
    }
    names = make("g", { class: "names-on-map" });
    for (const [fips, name] of told.counties) {
      const own = drawn.flatMap(([, areas]) => areas)
        .filter((each) => told.districts[each.district][2] === fips);
      if (!own.length) continue;
      const [w, n, e, s] = around(own);
      const text = make("text", { x: (w + e) / 2, y: (n + s) / 2 });
      text.textContent = name;
      names.append(text);
    }
    mark = make("path", { class: "cross" });
    svg.append(names, mark);
    area.append(svg);
    const lines = by("layers");
    lines.append(...drawn.map(([label], number) => new Option(label, number)));
    lines.addEventListener("change", () => layer(Number(lines.value)));
    lines.value = drawn.length > 2 ? 2 : 0;
    layer(Number(lines.value));
    if (view[2] === 1) look(around(drawn.flatMap(([, areas]) => areas)));
    else redraw();
  }
  if (!area || !drawn.length) return;
  draw();
  area.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    cross = [point.x, point.y];
    redraw();
    take();
  });
  area.addEventListener("keydown", (event) => {
    const step = view[2] / 60;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      cross = [cross[0] + moves[event.key][0], cross[1] + moves[event.key][1]];
      const [w, n, wide, high] = view;
      if (cross[0] < w || cross[0] > w + wide) view[0] = cross[0] - wide / 2;
      if (cross[1] < n || cross[1] > n + high) view[1] = cross[1] - high / 2;
      redraw();
    } else if (event.key === "+" || event.key === "=") zoom(0.5);
    else if (event.key === "-") zoom(2);
    else if (event.key === "Enter" || event.key === " ") take();
    else return;
    event.preventDefault();
  });
  by("closer").addEventListener("click", () => zoom(0.5));
  by("farther").addEventListener("click", () => zoom(2));
  by("take").addEventListener("click", take);
})();
