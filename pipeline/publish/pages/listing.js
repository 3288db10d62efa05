"use strict";
// A list of many rows: searched, filtered, sorted, drawn a hundred at a time, its state in the
// address. Only the rows on show are elements.
const choose = (both) => both[inEnglish() ? 1 : 0];
// Puts Chinese words into an element; in English with their English before them, where it is known.
const both = (place, chinese, english) => {
  const known = inEnglish() && english && english !== chinese;
  if (known) place.append(element("span", { textContent: `${english} `, lang: "en" }));
  if (chinese) place.append(element(known ? "small" : "span", { textContent: chinese, lang: "zh-Hans" }));
  return place;
};

// options: section, rows, text(row), facets {name: row => value}, sorts [(a, b) => number],
// draw(row, body); prepare() is called before the list is drawn anew.
const openListing = ({ section, rows, text, facets = {}, sorts, draw, prepare = () => {}, passing = () => false }) => {
  const STEP = 100;
  const form = section.querySelector("form");
  const table = section.querySelector("table");
  const [body] = table.tBodies;
  const more = section.querySelector("button.more");
  let texts = null;
  let found = rows;
  let shown = 0;

  const show = (count) => {
    for (const row of found.slice(shown, count)) draw(row, body);
    shown = Math.min(count, found.length);
    more.hidden = shown >= found.length;
    for (const rest of form.querySelectorAll("output .rest")) rest.hidden = more.hidden;
    form.querySelector("output b").textContent = `${shown} / ${found.length}`;
  };
  const find = ({ words, chosen, sort, descending }, count = STEP) => {
    if (words.length) texts ??= new Map(rows.map((row) => [row, text(row).toLowerCase()]));
    const wanted = chosen.filter(([name]) => facets[name]);
    found = rows.filter((row) => (!form.passing || form.passing.checked || !passing(row))
      && wanted.every(([name, value]) => facets[name](row) === value)
      && words.every((word) => texts.get(row).includes(word)));
    if (sort !== null) found.sort((a, b) => (descending ? -1 : 1) * sorts[sort](a, b));
    prepare();
    body.replaceChildren();
    shown = 0;
    show(count);
  };
  const { update, restore } = openControls({ section, table, draw: find, sorts: (column) => sorts[column] });
  const follow = () => {
    const [place, state] = location.hash.slice(1).split("?");
    // An address of another part of the page leaves the list as it is.
    if (!place || place === section.id || !shown) restore(new URLSearchParams(place === section.id ? state : ""));
    if (place === section.id && state) section.scrollIntoView();
  };
  more.addEventListener("click", () => show(shown + STEP));
  for (const radio of document.querySelectorAll("input[name=language]")) {
    radio.addEventListener("change", () => update());
  }
  addEventListener("hashchange", follow);
  follow();
  // Takes in more rows; what is on show stays.
  return (added) => {
    for (const row of added) rows.push(row);
    texts = null;
    update(Math.max(shown, STEP));
  };
};

// Takes in the rows that stand in parts beside the page, once the first are drawn.
const growFrom = (grow, older, read = (row) => row) => {
  if (!older.length) return;
  const note = (id) => document.getElementById(id);
  addEventListener("load", () => setTimeout(async () => {
    try {
      for (const name of older) grow((await load(name)).map(read));
    } catch {
      note("damaged").hidden = false;
    } finally {
      note("loading").hidden = true;
    }
  }));
};

// Fills a choice with the values that the rows have, the most frequent first: when it is first
// used, since a browser measures all of them.
const offer = (select, list, { most = 1000, name = (value) => value } = {}) => {
  const fill = () => {
    select.removeEventListener("focus", fill);
    select.removeEventListener("pointerdown", fill);
    const counts = new Map();
    for (const value of list()) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    const { value: chosen } = select;
    for (const stub of [...select.options].slice(1)) stub.remove();
    const ranked = [...counts].sort((a, b) => b[1] - a[1]).slice(0, most);
    if (chosen && !ranked.some(([value]) => value === chosen)) ranked.push([chosen, counts.get(chosen) ?? 0]);
    select.append(...ranked.map(([value, count]) =>
      element("option", { value, textContent: `${name(value)} (${count})`, lang: "zh-Hans" })));
    select.value = chosen;
  };
  select.addEventListener("focus", fill);
  select.addEventListener("pointerdown", fill);
};
