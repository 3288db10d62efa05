"use strict";
(() => {
  const { rows, words } = JSON.parse(document.getElementById("promised").textContent);
  const section = document.getElementById("promises");
  const [PUBLISHER, YEAR, STATE, REASON, NAME, SCOPE, TEXT, QUOTE, ADDRESS, CLAIM, DATE, PERIOD,
    LATER, COUNT, ENGLISH] = Array(15).keys();
  const order = new Intl.Collator("zh-Hans", { numeric: true }).compare;
  const word = (field, value) => choose(words[field][value] ?? ["", ""]);
  const chinese = (text) => element("span", { textContent: text, lang: "zh-Hans" });
  const link = (address, claim, text, quote) => element("a", {
    href: `../${address}${inEnglish() ? "?lang=en" : ""}#${claim}`,
    textContent: text,
    title: quote,
    lang: "zh-Hans",
  });
  const cell = (row, ...children) => row.append(element("td", {}, ...children));

  const draw = (entry, body) => {
    const row = body.insertRow();
    cell(row, choose(entry[PERIOD]) || "–");
    cell(row, chinese(entry[PUBLISHER]));
    const english = inEnglish() && entry[ENGLISH];
    row.append(element("th", { scope: "row" },
      ...(english ? [element("span", { textContent: english, lang: "en" }), " "] : []),
      chinese(entry[NAME]), element("small", { lang: "zh-Hans", textContent: entry[SCOPE] })));
    cell(row, link(entry[ADDRESS], entry[CLAIM], entry[TEXT], entry[QUOTE]),
      element("small", { textContent: entry[DATE] }));
    cell(row, word("standing", entry[STATE]),
      ...(entry[REASON] ? [element("small", { textContent: word("reason", entry[REASON]) })] : []));
    cell(row, ...entry[LATER].flatMap(([relation, date, period, text, quote, address, claim]) => [
      element("div", {}, `${word("relation", relation)} `, link(address, claim, text, quote),
        element("small", { textContent: [choose(period), date].filter(Boolean).join(" · ") })),
    ]), entry[COUNT] > entry[LATER].length ? `… / ${entry[COUNT]}` : "");
  };

  openListing({
    section,
    rows,
    draw,
    text: (row) => [row[NAME], row[SCOPE], row[TEXT], row[QUOTE], row[PUBLISHER], row[DATE], row[ENGLISH],
      ...row[PERIOD], ...row[LATER].flat(2)].join(" "),
    facets: {
      state: (row) => row[STATE],
      publisher: (row) => row[PUBLISHER],
      year: (row) => row[YEAR],
    },
    sorts: [
      (a, b) => order(a[YEAR], b[YEAR]) || order(a[PERIOD][0], b[PERIOD][0]),
      (a, b) => order(a[PUBLISHER], b[PUBLISHER]),
      (a, b) => order(a[NAME], b[NAME]),
      (a, b) => order(a[TEXT], b[TEXT]),
      (a, b) => order(a[STATE], b[STATE]),
      (a, b) => a[COUNT] - b[COUNT],
    ],
  });
})();
