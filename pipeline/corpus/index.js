"use strict";
(() => {
  const { transcripts, older, words } = JSON.parse(document.getElementById("catalogue").textContent);
  const [ADDRESS, TITLE, DATE, ID, ENGLISH, SPEAKERS, CONTENTS, COUNT, CLAIMS, FLAGS, CONFLICTS, WARNED] = Array(12).keys();
  const MOST_CHIPS = 5;
  const FIRST_COUNT = 3;
  const section = document.getElementById("transcripts");
  const heads = [...section.querySelectorAll("thead th")];
  const anchor = (entry, place) => `${entry[ADDRESS]}${inLanguage()}${place}`;
  const draw = (entry, body) => {
    const row = body.insertRow();
    const when = entry[DATE] ? element("time", { textContent: entry[DATE] }) : choose(words.undated);
    row.append(element("td", { className: "date" }, when));
    const head = element("th", { scope: "row" }, both(element("a", { href: anchor(entry, "") }), entry[TITLE], entry[ENGLISH]));
    if (entry[WARNED]) head.append(" ", element("strong", { className: "warned", textContent: choose(words.problem) }));
    if (entry[CONTENTS].length) {
      const chips = entry[CONTENTS].slice(0, MOST_CHIPS);
      head.append(element("ul", { className: "chips" },
        ...chips.map(([id, title, english]) =>
          element("li", {}, both(element("a", { href: anchor(entry, `#${id}`) }), title, english))),
        ...(entry[COUNT] > chips.length ? [element("li", { textContent: `+ ${entry[COUNT] - chips.length}` })] : [])));
    }
    row.append(head);
    const speakers = row.insertCell();
    for (const speaker of entry[SPEAKERS]) {
      if (speakers.firstChild) speakers.append(inEnglish() ? ", " : "、");
      both(speakers, ...speaker);
    }
    const counts = [
      entry[COUNT],
      entry[CLAIMS] ? element("a", { href: `corpus/claims.html${inLanguage()}#claims?transcript=${encodeURIComponent(entry[ID])}`, textContent: entry[CLAIMS] }) : 0,
      entry[FLAGS],
      entry[CONFLICTS],
    ];
    // Where a row is a card, each count says what it is of.
    names.forEach((said, number) => {
      const name = element("span", { className: "head", ariaHidden: "true", textContent: `${said} ` });
      row.append(element("td", { className: "number" }, name, counts[number]));
    });
  };
  // A search from the start page is one of the search page.
  const seek = document.querySelector(".seek");
  seek.hidden = false;
  seek.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = new URLSearchParams({ q: seek.seek.value });
    location.assign(`search/search.html${inLanguage()}#search?${words}`);
  });
  let names = [];
  const grow = openListing({
    section,
    rows: transcripts,
    draw,
    // What a browser is asked to lay out once for each row takes it seconds.
    prepare: () => { names = heads.slice(FIRST_COUNT).map((head) => head.innerText); },
    text: (entry) => [entry[DATE], entry[TITLE], entry[ENGLISH], ...entry[SPEAKERS].flat(), ...entry[CONTENTS].flatMap(([, title, english]) => [title, english])].join(" "),
    facets: { year: (entry) => entry[DATE].slice(0, 4) },
    sorts: [
      (a, b) => order(a[DATE], b[DATE]),
      (a, b) => order(a[TITLE], b[TITLE]),
      (a, b) => order(a[SPEAKERS][0]?.[0] ?? "", b[SPEAKERS][0]?.[0] ?? ""),
      (a, b) => a[COUNT] - b[COUNT],
      ...[CLAIMS, FLAGS, CONFLICTS].map((key) => (a, b) => a[key] - b[key]),
    ],
  });
  growFrom(grow, older);
})();
