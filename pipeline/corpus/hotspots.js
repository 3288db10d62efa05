"use strict";
(() => {
  const { transcripts, headings, older } = JSON.parse(document.getElementById("timeline").textContent);
  const MOST_COLUMNS = 24;
  const MOST_AT_ONCE = 12; // Columns that stand beside each other on a screen.
  const MOST_LINKS = 60;
  const section = document.getElementById("hotspots");
  const form = section.querySelector("form");
  const date = (place) => transcripts[place[0]][2];
  const step = () => form.step.value || (() => {
    const fits = (size) => new Set(transcripts.map(([, , when]) => column(when, size))).size <= MOST_AT_ONCE;
    return ["month", "quarter"].find(fits) ?? "year";
  })();
  const column = (when, size) => {
    if (!when) return "";
    if (size === "year") return when.slice(0, 4);
    return size === "month" ? when.slice(0, 7) : `${when.slice(0, 4)}-Q${Math.ceil(when.slice(5, 7) / 3)}`;
  };
  // What stands at a place: a policy hotspot leads to headings and questions.
  const written = new Map();
  const read = ([title, places, kind, english]) => {
    if (kind !== "category") for (const place of places) written.set(place.join(), [title, english]);
    return { title, places, kind, english };
  };
  const rows = headings.map(read);
  let columns = [];
  const head = section.querySelector("thead tr");
  const fixed = head.children.length;
  const tally = (places, size) => {
    const counts = new Map();
    for (const place of places) {
      const name = column(date(place), size);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  };
  let most = 1; // What the bars are drawn against: the largest count of the table.
  const arrange = () => {
    const size = step();
    const found = new Set();
    most = 1;
    for (const { places } of rows) {
      if (places.length < 2) continue;
      for (const [name, count] of tally(places, size)) {
        found.add(name);
        most = Math.max(most, count);
      }
    }
    columns = [...found].filter(Boolean).sort(order).slice(-MOST_COLUMNS);
    while (head.children.length > fixed) head.lastChild.remove();
    head.append(...columns.map((name) => element("th", { scope: "col", className: "step", textContent: name })));
  };
  const draw = (entry, body) => {
    const size = step();
    const row = body.insertRow();
    row.className = entry.kind;
    const link = ([number, id]) => {
      const [address, title, when, , english] = transcripts[number];
      const href = `../${address}${inLanguage()}#${id}`;
      const named = entry.kind === "category" && written.get(`${number},${id}`);
      return both(element("a", { href, textContent: `${when} ` }), ...(named || [title, english]));
    };
    // What stands in one place leads there; a row of empty periods says nothing.
    if (entry.places.length === 1) {
      row.append(both(element("th", { scope: "row" }), entry.title, entry.english));
      row.append(element("td", { className: "number", textContent: 1 }));
      row.append(element("td", { colSpan: columns.length || 1, className: "once" }, link(entry.places[0])));
      return;
    }
    const list = element("ul", { className: "places" });
    const details = element("details", {}, both(element("summary"), entry.title, entry.english), list);
    details.addEventListener("toggle", () => {
      list.replaceChildren(...entry.places.slice(0, MOST_LINKS).map((place) => element("li", {}, link(place))));
      if (entry.places.length > MOST_LINKS) list.append(element("li", { textContent: `+ ${entry.places.length - MOST_LINKS}` }));
    });
    row.append(element("th", { scope: "row" }, details));
    row.append(element("td", { className: "number", textContent: entry.places.length }));
    const counts = tally(entry.places, size);
    for (const name of columns) {
      const count = counts.get(name) ?? 0;
      const cell = element("td", { className: count ? "step told" : "step", textContent: count || "·", title: `${name}: ${count}` });
      cell.style.setProperty("--share", count / most);
      row.append(cell);
    }
  };
  const grow = openListing({
    section,
    rows,
    draw,
    prepare: arrange,
    text: ({ title, english }) => `${title} ${english}`,
    facets: { what: ({ kind }) => kind },
    sorts: [(a, b) => order(a.title, b.title), (a, b) => a.places.length - b.places.length],
  });
  growFrom(grow, older, read);
})();
