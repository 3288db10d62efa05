"use strict";
(() => {
  const { rows, older, words, promisers } = JSON.parse(document.getElementById("promised").textContent);
  const section = document.getElementById("promises");
  const [PROMISER, YEAR, STATE, REASON, NAME, SCOPE, TEXT, QUOTE, ADDRESS, CLAIM, DATE, PERIOD,
    LATER, COUNT, ENGLISH, PLACE, AMOUNT, BEFORE, OTHER] = Array(19).keys();
  const word = (field, value) => choose(words[field][value] ?? ["", ""]);
  const known = new Map(promisers.map((promiser) => [promiser[0], promiser]));
  const link = (address, claim, text, quote) => element("a", {
    href: `../${address}${inLanguage()}#${claim}`,
    textContent: text,
    title: quote,
    lang: inEnglish() ? "en" : "zh-Hans",
  });
  const told = ([date, period, amount, quote, address, claim]) => [
    link(address, claim, choose(amount), quote),
    " ", element("small", {},
      ...(choose(period) ? [`${choose(period)} · `] : []), element("time", { textContent: date })),
  ];
  const cell = (row, ...children) => row.append(element("td", {}, ...children));

  const draw = (entry, body) => {
    const row = body.insertRow();
    cell(row, choose(entry[PERIOD]) || "–");
    const promiser = known.get(entry[PROMISER]);
    both(row.insertCell(), entry[PROMISER], promiser?.[2]);
    row.append(both(element("th", { scope: "row" }), entry[NAME], entry[ENGLISH]));
    if (entry[SCOPE]) row.lastChild.append(" · ", both(element("small"), entry[SCOPE], entry[PLACE]));
    cell(row, link(entry[ADDRESS], entry[CLAIM], inEnglish() ? entry[AMOUNT] : entry[TEXT], entry[QUOTE]),
      " ", element("small", {}, element("time", { textContent: entry[DATE] })));
    cell(row, ...(entry[BEFORE] ? told(entry[BEFORE]) : ["–"]));
    cell(row, word("standing", entry[STATE]),
      ...(entry[REASON] ? [" ", element("small", { textContent: word("reason", entry[REASON]) })] : []));
    cell(row, ...entry[LATER].map(([relation, ...said]) =>
      element("div", {}, `${word("relation", relation)} `, ...told(said))),
    entry[COUNT] > entry[LATER].length ? `… / ${entry[COUNT]}` : "");
  };

  const grow = openListing({
    section,
    rows,
    draw,
    text: (row) => [row[NAME], row[SCOPE], row[TEXT], row[QUOTE], row[PROMISER], row[DATE], row[ENGLISH],
      row[PLACE], row[OTHER], row[AMOUNT], ...row[PERIOD], ...row[LATER].flat(3), ...(row[BEFORE] ?? []).flat()].join(" "),
    facets: {
      state: (row) => row[STATE],
      promiser: (row) => row[PROMISER],
      year: (row) => row[YEAR],
    },
    sorts: [
      (a, b) => order(a[YEAR], b[YEAR]) || order(a[PERIOD][0], b[PERIOD][0]),
      (a, b) => order(a[PROMISER], b[PROMISER]),
      (a, b) => order(a[NAME], b[NAME]),
      (a, b) => order(a[TEXT], b[TEXT]),
      (a, b) => order(a[BEFORE]?.[2][0] ?? "", b[BEFORE]?.[2][0] ?? ""),
      (a, b) => order(a[STATE], b[STATE]),
      (a, b) => a[COUNT] - b[COUNT],
    ],
  });
  growFrom(grow, older);
})();
