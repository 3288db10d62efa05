"use strict";
(() => {
  const STEP = 100;
  const section = document.getElementById("claims");
  const { transcripts, periods, baselines, speakers, rows, words } =
    JSON.parse(document.getElementById("catalogue").textContent);
  const form = section.querySelector("form");
  const body = section.querySelector("tbody");
  const more = document.getElementById("more");
  const heads = [...section.querySelectorAll("thead th")];
  const english = document.getElementById("en");
  const [TRANSCRIPT, ID, INDICATOR, TEXT, SYMBOL, VALUE, UNIT, ZH, EN, MOVEMENT, PERIOD, BASELINE,
    MODALITY, SPEAKER] = Array(14).keys();

  const texts = rows.map((row) => [
    row[INDICATOR], row[TEXT], row[ZH], row[EN], row[UNIT], speakers[row[SPEAKER]],
    baselines[row[BASELINE]],
    ...periods[row[PERIOD]], ...transcripts[row[TRANSCRIPT]].slice(1),
  ].join(" ").toLowerCase());
  const order = new Intl.Collator("zh-Hans", { numeric: true }).compare;
  // What each column sorts by. Values are compared within a unit.
  const sorts = [
    (a, b) => order(transcripts[a[TRANSCRIPT]][2], transcripts[b[TRANSCRIPT]][2]),
    (a, b) => order(a[INDICATOR], b[INDICATOR]),
    (a, b) => order(a[TEXT], b[TEXT]),
    (a, b) => order(a[UNIT], b[UNIT]) || a[VALUE] - b[VALUE],
    (a, b) => order(periods[a[PERIOD]][0], periods[b[PERIOD]][0]),
    (a, b) => order(baselines[a[BASELINE]], baselines[b[BASELINE]]),
    (a, b) => order(a[MODALITY], b[MODALITY]),
    (a, b) => order(speakers[a[SPEAKER]], speakers[b[SPEAKER]]),
    (a, b) => order(transcripts[a[TRANSCRIPT]][1], transcripts[b[TRANSCRIPT]][1]),
  ];
  let sort = null;
  let descending = false;
  let found = rows;
  let shown = 0;

  const cell = (row, text, { className = "", lang = "", href = "" } = {}) => {
    const element = row.insertCell();
    element.className = className;
    if (lang) element.lang = lang;
    if (!href) element.textContent = text;
    else element.append(Object.assign(document.createElement("a"), { href, textContent: text }));
    return element;
  };
  const show = (count) => {
    const language = english.checked ? 1 : 0;
    for (const entry of found.slice(shown, count)) {
      const [page, title, date] = transcripts[entry[TRANSCRIPT]];
      const href = `../${page}${language ? "?lang=en" : ""}#${entry[ID]}`;
      const row = body.insertRow();
      cell(row, date, { className: "date" });
      cell(row, entry[INDICATOR], { className: "indicator", lang: "zh-Hans" });
      cell(row, entry[TEXT], { className: "written", lang: "zh-Hans", href });
      const movement = words.movement[entry[MOVEMENT]]?.[language] ?? "";
      cell(row, `${entry[SYMBOL]} ${entry[ZH + language]} ${movement}`, { className: "value" });
      cell(row, periods[entry[PERIOD]][1 + language]);
      const baseline = baselines[entry[BASELINE]];
      const worded = words.baseline[baseline]?.[language];
      cell(row, worded ?? baseline, { lang: worded ? "" : "zh-Hans" });
      cell(row, words.modality[entry[MODALITY]][language], { className: `modality ${entry[MODALITY]}` });
      cell(row, speakers[entry[SPEAKER]], { lang: "zh-Hans" });
      cell(row, title, { className: "where", lang: "zh-Hans", href });
    }
    shown = Math.min(count, found.length);
    more.hidden = shown >= found.length;
    form.querySelector("output b").textContent = `${shown} / ${found.length}`;
  };
  const update = () => {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { value: modality } = form.modality;
    const { value: year } = form.year;
    found = rows.filter((row, number) => (!modality || row[MODALITY] === modality)
      && (!year || transcripts[row[TRANSCRIPT]][2].startsWith(year))
      && words.every((word) => texts[number].includes(word)));
    if (sort !== null) found.sort((a, b) => (descending ? -1 : 1) * sorts[sort](a, b));
    heads.forEach((head, column) => {
      if (column === sort) head.ariaSort = descending ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    });
    body.replaceChildren();
    shown = 0;
    show(STEP);
  };
  const remember = () => {
    const state = new URLSearchParams();
    for (const name of ["q", "modality", "year"]) if (form[name].value) state.set(name, form[name].value);
    if (sort !== null) state.set("sort", sort);
    if (descending) state.set("descending", "1");
    try { history.replaceState(null, "", `#claims?${state}`); } catch { /* a viewer that keeps its address */ }
  };
  const restore = () => {
    const state = new URLSearchParams(location.hash.split("?")[1]);
    for (const name of ["q", "modality", "year"]) form[name].value = state.get(name) ?? "";
    sort = state.has("sort") && sorts[state.get("sort")] ? Number(state.get("sort")) : null;
    descending = state.has("descending");
    update();
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      descending = sort === column && !descending;
      sort = column;
      update();
      remember();
    });
  });
  form.addEventListener("input", () => { update(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    sort = null;
    descending = false;
    update();
    remember();
  }));
  more.addEventListener("click", () => show(shown + STEP));
  for (const radio of document.querySelectorAll("input[name=language]")) {
    radio.addEventListener("change", update);
  }
  addEventListener("hashchange", restore);
  form.hidden = false;
  restore();
})();
