"use strict";
// Older claims stand in parts beside the page.
(() => {
  const { transcripts, periods, baselines, speakers, rows, older, words } =
    JSON.parse(document.getElementById("catalogue").textContent);
  const section = document.getElementById("claims");
  const form = section.querySelector("form");
  const [TRANSCRIPT, ID, INDICATOR, TEXT, SYMBOL, VALUE, UNIT, ZH, EN, MOVEMENT, PERIOD, BASELINE,
    MODALITY, SPEAKER, CERTAINTY, ENGLISH, PASSING] = Array(17).keys();
  const page = (row) => transcripts[row[TRANSCRIPT]];
  const name = (row) => page(row)[3];

  const cell = (row, text, { className = "", lang = "", href = "" } = {}) => {
    const made = row.insertCell();
    made.className = className;
    if (lang) made.lang = lang;
    if (href) made.append(element("a", { href, textContent: text }));
    else made.textContent = text;
  };
  const draw = (entry, body) => {
    const [address, title, date, , english] = page(entry);
    const href = `../${address}${inLanguage()}#${entry[ID]}`;
    const row = body.insertRow();
    cell(row, date, { className: "date" });
    both(row.insertCell(), entry[INDICATOR], entry[ENGLISH]).className = "indicator";
    cell(row, entry[TEXT], { className: "written", lang: "zh-Hans", href });
    const movement = choose(words.movement[entry[MOVEMENT]] ?? ["", ""]);
    const amount = choose([entry[ZH], entry[EN]]);
    cell(row, [entry[SYMBOL], amount, movement].filter(Boolean).join(" "), { className: "value" });
    cell(row, choose(periods[entry[PERIOD]].slice(1)));
    const baseline = baselines[entry[BASELINE]];
    const worded = words.baseline[baseline[0]];
    if (worded) cell(row, choose(worded));
    else both(row.insertCell(), ...baseline);
    cell(row, choose(words.modality[entry[MODALITY]]), { className: `modality ${entry[MODALITY]}` });
    both(row.insertCell(), ...speakers[entry[SPEAKER]]);
    const where = row.insertCell();
    where.className = "where";
    const known = inEnglish() && english;
    where.append(element("a", { href, textContent: known || title, title, lang: known ? "en" : "zh-Hans" }));
  };

  const titles = new Map(transcripts.map(([, title, date, id]) => [id, `${date} ${title}`]));
  offer(form.unit, () => rows.map((row) => row[UNIT]));
  offer(form.speaker, () => rows.map((row) => speakers[row[SPEAKER]][0]));
  offer(form.transcript, () => rows.map(name), { name: (id) => titles.get(id) });
  const grow = openListing({
    section,
    rows,
    draw,
    text: (row) => [
      row[INDICATOR], row[ENGLISH], row[TEXT], row[ZH], row[EN], row[UNIT], ...speakers[row[SPEAKER]],
      ...baselines[row[BASELINE]], ...periods[row[PERIOD]], ...page(row).slice(1),
    ].join(" "),
    facets: {
      modality: (row) => row[MODALITY],
      certainty: (row) => row[CERTAINTY],
      kind: (row) => row[MOVEMENT].split("_")[0],
      unit: (row) => row[UNIT],
      year: (row) => page(row)[2].slice(0, 4),
      speaker: (row) => speakers[row[SPEAKER]][0],
      transcript: name,
    },
    passing: (row) => row[PASSING],
    // What each column sorts by. Values are compared within a unit.
    sorts: [
      (a, b) => order(page(a)[2], page(b)[2]),
      (a, b) => order(a[INDICATOR], b[INDICATOR]),
      (a, b) => order(a[TEXT], b[TEXT]),
      (a, b) => order(a[UNIT], b[UNIT]) || a[VALUE] - b[VALUE],
      (a, b) => order(periods[a[PERIOD]][0], periods[b[PERIOD]][0]),
      (a, b) => order(baselines[a[BASELINE]][0], baselines[b[BASELINE]][0]),
      (a, b) => order(a[MODALITY], b[MODALITY]),
      (a, b) => order(speakers[a[SPEAKER]][0], speakers[b[SPEAKER]][0]),
      (a, b) => order(page(a)[1], page(b)[1]),
    ],
  });
  growFrom(grow, older);
})();
