"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const { transcripts, periods, speakers, measures, scopes, words, older } =
    JSON.parse(document.getElementById("series").textContent);
  const [TRANSCRIPT, CLAIM, PERIOD, VALUE, HIGH, OP, SYMBOL, MODALITY, SPEAKER, TEXT, ZH, EN,
    VERDICT, DISAGREES] = Array(14).keys();
  const [ID, NAME, UNIT, KIND, BASELINE, STATISTIC, COUNT, PERIODS, TARGETS, CONFLICTS, SERIES,
    ENGLISH] = Array(12).keys();
  const [AT, END, LENGTH] = [3, 4, 5];
  const MOST_MARKS = 400;
  const MOST_ROWS = 200;
  const section = document.getElementById("indicators");
  const chosen = document.getElementById("chosen");
  const word = (field, value) => choose(words[field][value] ?? [value, value]);
  const say = (key) => choose(words.text[key]);
  const quantity = (seen) => choose([seen[ZH], seen[EN]]);
  const period = (seen) => choose(periods[seen[PERIOD]].slice(1, 3)) || say("no_period");
  const link = (seen, text) => {
    const [address, title, date] = transcripts[seen[TRANSCRIPT]];
    return element("a", {
      href: `../${address}${inLanguage()}#${seen[CLAIM]}`,
      textContent: text,
      title: [date, title, speakers[seen[SPEAKER]]].filter(Boolean).join(" · "),
      lang: "zh-Hans",
    });
  };
  const qualify = (measure) => [
    word("kind", measure[KIND]),
    measure[STATISTIC] && word("statistic", measure[STATISTIC]),
    measure[BASELINE] && word("baseline", measure[BASELINE]),
    measure[UNIT] && word("unit", measure[UNIT]),
  ].filter(Boolean);
  const about = (measure) => qualify(measure).join(" · ");
  // In English a name stands before the Chinese that it is for, where there is one.
  const name = (measure) => inEnglish() && measure[ENGLISH]
    ? [element("span", { textContent: measure[ENGLISH], lang: "en" }), " ", element("small", { textContent: measure[NAME], lang: "zh-Hans" })]
    : [element("span", { textContent: measure[NAME], lang: "zh-Hans" })];
  // In a chart there is room for one name of a territory: `most` Chinese characters, or twice as many letters.
  const label = (scope, most, place) => {
    const said = (inEnglish() && scopes[scope]?.replace(/ (Province|Municipality|Autonomous Region)$/, "")) || scope;
    const room = said === scope ? most : 2 * most;
    const text = said.length > room ? `${said.slice(0, room - 1)}…` : said;
    return make("text", { ...place, class: "label end", lang: said === scope ? "zh-Hans" : "en" }, make("title", { lang: "zh-Hans" }, scope), text);
  };
  // The same as parts of the page: a unit without a name in English stays Chinese, and is said to be.
  const describe = (measure) => qualify(measure).flatMap((words, number) => [
    number ? " · " : "",
    element("span", { textContent: words, lang: /[\u4e00-\u9fff]/.test(words) ? "zh-Hans" : "en" }),
  ]);

  // The list.
  const titles = new Map(measures.map((measure) => [measure[ID], measure]));
  offer(section.querySelector("select[name=scope]"), () => measures.flatMap((measure) => measure[SERIES].map(([scope]) => scope)));
  const draw = (measure, body) => {
    const row = body.insertRow();
    if (measure[ID] === shown?.[ID]) row.className = "current";
    const head = element("th", { scope: "row" },
      element("a", { href: `#${measure[ID]}` }, ...name(measure)),
      element("small", {}, ...describe(measure)));
    row.append(head);
    const places = measure[SERIES].map(([scope]) => scope).filter(Boolean);
    const cell = row.insertCell();
    places.slice(0, places.length > 4 ? 3 : 4).forEach((scope, number) => {
      if (number) cell.append(inEnglish() ? ", " : "、");
      both(cell, scope, scopes[scope]);
    });
    if (places.length > 4) cell.append(` … (${places.length})`);
    for (const [key, named] of [[COUNT, "transcripts"], [PERIODS, "periods"], [TARGETS, "targets"], [CONFLICTS, "disagreements"]]) {
      row.append(element("td", { className: measure[key] ? "number" : "number none" },
        element("span", { className: "head", textContent: say(named) + say("colon") }), String(measure[key] || "–")));
    }
  };
  let shown = null;

  // The chart.
  const make = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const nice = (low, high, count) => {
    const span = high - low || Math.abs(high) || 1;
    const raw = span / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].find((n) => n * power >= raw) * power;
    const ticks = [];
    for (let n = Math.ceil(low / step); n * step <= high + step / 1e6; n += 1) ticks.push(n * step);
    return ticks;
  };
  const short = (value) => {
    const scales = inEnglish()
      ? [[1e12, " trn"], [1e9, " bn"], [1e6, " m"], [1e3, "k"]]
      : [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]];
    const [size, name] = scales.find(([size]) => Math.abs(value) >= size) ?? [1, ""];
    return `${Number((value / size).toPrecision(4))}${name}`;
  };
  // A mark by modality: shape and colour; bounds by arrow, 约 by a wave, a range by a bar.
  const mark = (seen, x, y, scale, flat) => {
    const group = make("g", { class: `mark ${seen[MODALITY]}` });
    group.append(make("title", {}, `${period(seen)} · ${word("modality", seen[MODALITY])} ${seen[SYMBOL]} ${quantity(seen)}（${seen[TEXT]}）`));
    const rotate = flat ? `rotate(90 ${x} ${y})` : "";
    const up = ["gt", "ge"].includes(seen[OP]) !== Number(seen[VALUE]) < 0;
    if (["gt", "ge", "lt", "le"].includes(seen[OP])) {
      const d = up ? -1 : 1;
      group.append(make("path", {
        class: "bound", transform: rotate,
        d: `M${x} ${y + d * 6}v${d * 16}m-4 ${-d * 5}l4 ${d * 5}l4 ${-d * 5}`,
      }));
    } else if (seen[OP] === "approx") {
      const upright = flat ? "" : `rotate(90 ${x} ${y})`;
      group.append(make("path", { class: "bound", transform: upright, d: `M${x - 13} ${y}q3.5 -5 6.5 0t6.5 0t6.5 0t6.5 0` }));
    } else if (seen[OP] === "range" && seen[HIGH] !== null) {
      const other = scale(Number(seen[HIGH]));
      group.append(flat
        ? make("path", { class: "bound wide", d: `M${x} ${y}H${other}M${other} ${y - 5}v10` })
        : make("path", { class: "bound wide", d: `M${x} ${y}V${other}M${x - 5} ${other}h10` }));
    }
    const shape = {
      actual: () => make("circle", { cx: x, cy: y, r: 5 }),
      target: () => make("circle", { cx: x, cy: y, r: 5.5 }),
      limit: () => make("path", { d: `M${x} ${y - 6}l6 11h-12z` }),
      forecast: () => make("path", { d: `M${x} ${y - 6}l6 6l-6 6l-6 -6z` }),
    }[seen[MODALITY]]();
    shape.classList.add("shape");
    group.append(shape);
    if (seen[DISAGREES]) group.append(make("path", { class: "conflict", d: `M${x - 9} ${y - 9}l18 18m0 -18l-18 18` }));
    const open = make("a", { href: link(seen, "").getAttribute("href") });
    open.append(group);
    return open;
  };
  const domain = (entries) => {
    const values = entries.flatMap((seen) => [seen[VALUE], seen[HIGH]]).filter((v) => v !== null).map(Number);
    let low = Math.min(...values);
    let high = Math.max(...values);
    if (low >= 0 && low < high * 0.6) low = 0;
    if (high <= 0 && high > low * 0.6) high = 0;
    const room = (high - low || Math.abs(high) || 1) * 0.12;
    return [low === 0 ? 0 : low - room, high === 0 ? 0 : high + room];
  };

  const narrow = () => document.documentElement.clientWidth < 560;
  // That a value is exact, or a range, goes without saying.
  const bound = (seen) => (["=", "↔"].includes(seen[SYMBOL]) ? "" : seen[SYMBOL]);
  const brief = (seen) => {
    const text = [seen[VALUE], seen[HIGH]].filter((v) => v !== null).map((v) => short(Number(v))).join("–");
    return bound(seen) + text;
  };

  // Territories beside each other, one row each, for every period that several tell of.
  const compare = (measure) => {
    const groups = new Map();
    for (const [scope, entries] of measure[SERIES]) {
      for (const seen of entries) {
        const key = periods[seen[PERIOD]][0];
        if (!groups.has(key)) groups.set(key, new Map());
        const rows = groups.get(key);
        if (!rows.has(scope)) rows.set(scope, []);
        rows.get(scope).push(seen);
      }
    }
    const kept = [...groups].filter(([key, rows]) => key && rows.size > 1)
      .sort(([a], [b]) => order(b.split("/").pop(), a.split("/").pop()) || order(b, a)).slice(0, 4);
    if (!kept.length) return null;
    const all = kept.flatMap(([, rows]) => [...rows.values()].flat()).slice(0, MOST_MARKS);
    const [WIDTH, LEFT, RIGHT, ROW] = narrow() ? [330, 66, 84, 28] : [640, 118, 116, 30];
    const [low, high] = domain(all);
    const scale = (value) => LEFT + ((value - low) / (high - low)) * (WIDTH - LEFT - RIGHT);
    const svg = make("svg", { class: "chart", role: "group", "aria-label": `${measure[NAME]} · ${say("by_territory")}` });
    let y = 8;
    for (const [, rows] of kept) {
      const named = choose(periods[[...rows.values()][0][0][PERIOD]].slice(1, 3));
      svg.append(make("text", { x: 0, y: y + 14, class: "period" }, named));
      y += 24;
      const top = y;
      const best = (entries) => Number((entries.find((s) => s[MODALITY] === "actual") ?? entries[0])[VALUE]);
      for (const [scope, entries] of [...rows].sort((a, b) => best(b[1]) - best(a[1]) || order(a[0], b[0])).slice(0, 40)) {
        y += ROW;
        const middle = y - ROW / 2;
        svg.append(make("path", { class: "grid", d: `M${LEFT} ${middle}H${WIDTH - RIGHT}` }));
        svg.append(label(scope, narrow() ? 5 : 9, { x: LEFT - 10, y: middle + 4 }));
        for (const seen of entries.slice(0, 12)) svg.append(mark(seen, scale(Number(seen[VALUE])), middle, scale, true));
        const told = [...new Set(entries.map(brief))];
        svg.append(make("text", { x: WIDTH - RIGHT + 16, y: middle + 4, class: "value" }, told.slice(0, 2).join(" / ")));
      }
      for (const tick of nice(low, high, 5)) {
        svg.prepend(make("path", { class: "tick", d: `M${scale(tick)} ${top}V${y}` }));
      }
      y += 10;
    }
    for (const tick of nice(low, high, 5)) {
      svg.append(make("text", { x: scale(tick), y: y + 6, class: "label middle" }, short(tick)));
    }
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${y + 14}`);
    return svg;
  };

  // One territory over time. A point stands at the end of its period; lines join years that follow each other.
  const moment = (seen) => periods[seen[PERIOD]][AT];
  const follow = (measure, [scope, entries], [low, high]) => {
    const placed = entries.map((seen) => [moment(seen), seen]).filter(([at]) => at !== null).slice(-MOST_MARKS);
    if (new Set(placed.map(([at]) => at)).size < 2) return null;
    const WIDTH = narrow() ? 330 : 420, HEIGHT = 230, LEFT = 58, RIGHT = 20, TOP = 22, BOTTOM = 30;
    const times = placed.map(([at]) => at);
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const across = (at) => LEFT + 14 + ((at - first) / (last - first)) * (WIDTH - LEFT - RIGHT - 28);
    const scale = (value) => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
    const svg = make("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": `${measure[NAME]} · ${scope}` });
    for (const tick of nice(low, high, 4)) {
      svg.append(make("path", { class: "tick", d: `M${LEFT} ${scale(tick)}H${WIDTH - RIGHT}` }));
      svg.append(make("text", { x: LEFT - 8, y: scale(tick) + 4, class: "label end" }, short(tick)));
    }
    let before = -Infinity;
    for (const at of [...new Set(times)].sort((a, b) => a - b)) {
      const x = across(at);
      if (x - before < 46) continue;
      before = x;
      const seen = placed.find(([other]) => other === at)[1];
      svg.append(make("text", { x, y: HEIGHT - 8, class: "label middle" }, periods[seen[PERIOD]][END]));
    }
    const years = placed.filter(([, seen]) => seen[MODALITY] === "actual" && periods[seen[PERIOD]][LENGTH] === "year" && ["eq", "approx"].includes(seen[OP]));
    const told = [...new Map(years)].sort(([a], [b]) => a - b);
    const line = told.map(([at, seen], k) => `${k && at - told[k - 1][0] <= 1 ? "L" : "M"}${across(at)} ${scale(Number(seen[VALUE]))}`);
    if (line.length > 1) svg.append(make("path", { class: "line", d: line.join("") }));
    for (const [at, seen] of placed) svg.append(mark(seen, across(at), scale(Number(seen[VALUE])), scale, false));
    return element("figure", {}, both(element("figcaption"), scope, scopes[scope]), svg);
  };

  // The table: a row for each territory and period, targets beside outcomes.
  const tabulate = (measure) => {
    const rows = measure[SERIES].flatMap(([scope, entries]) => {
      const groups = Map.groupBy(entries, (seen) => seen[PERIOD]);
      return [...groups].map(([at, found]) => ({ scope, key: periods[at][0], end: periods[at][END], found }));
    });
    rows.sort((a, b) => order(b.end, a.end) || order(b.key, a.key) || order(a.scope, b.scope));
    const body = element("tbody");
    const list = (found) => {
      const cell = element("td");
      for (const seen of found.slice(0, 20)) {
        const line = element("div", {}, element("span", { className: "op", textContent: bound(seen) }), link(seen, seen[TEXT]));
        if (quantity(seen) !== seen[TEXT].normalize("NFKC")) line.append(element("small", { textContent: ` ${quantity(seen)}` }));
        if (seen[MODALITY] !== "actual") line.prepend(element("span", { className: `modality ${seen[MODALITY]}`, textContent: seen[MODALITY] === "target" ? "" : `${word("modality", seen[MODALITY])} ` }));
        else line.prepend(element("span", { className: "modality" }));
        cell.append(line);
      }
      if (found.length > 20) cell.append(element("small", { textContent: `+ ${found.length - 20}` }));
      return cell;
    };
    for (const { scope, found } of rows.slice(0, MOST_ROWS)) {
      const row = body.insertRow();
      row.append(both(element("th", { scope: "row" }), scope, scopes[scope]));
      row.append(element("td", { textContent: period(found[0]) }));
      row.append(list(found.filter((seen) => seen[MODALITY] !== "actual")));
      row.append(list(found.filter((seen) => seen[MODALITY] === "actual")));
      const verdicts = [...new Set(found.map((seen) => seen[VERDICT]).filter(Boolean))];
      const cell = element("td", {}, ...verdicts.map((verdict) => element("span", { className: `verdict ${verdict}`, textContent: word("verdict", verdict) })));
      if (found.some((seen) => seen[DISAGREES])) cell.append(element("strong", { className: "warned", textContent: say("disagree") }));
      row.append(cell);
    }
    const head = element("tr", {}, ...["territory", "period", "targets", "outcomes", "verdict"].map((key) => element("th", { scope: "col", textContent: say(key) })));
    const table = element("table", { className: "beside" }, element("caption", { className: "unseen", lang: "zh-Hans", textContent: measure[NAME] }), element("thead", {}, head), body);
    const parts = [element("div", { className: "scroll", tabIndex: 0 }, table)];
    if (rows.length > MOST_ROWS) parts.push(element("p", { className: "missing", textContent: `${MOST_ROWS} / ${rows.length}` }));
    return parts;
  };

  const present = () => {
    const [place] = location.hash.slice(1).split("?");
    const measure = titles.get(place) ?? shown ?? measures[0];
    if (!measure) return;
    const named = measures.filter((other) => other[NAME] === measure[NAME] && other !== measure).slice(0, 12);
    const entries = measure[SERIES].flatMap(([, found]) => found);
    const heading = element("h2", {}, element("a", { href: `#${measure[ID]}` }, ...name(measure)), " ", element("small", {}, ...describe(measure)));
    const parts = [heading];
    if (named.length) parts.push(element("p", { className: "names" }, element("span", { textContent: say("same_name") }),
      ...named.map((other) => element("a", { href: `#${other[ID]}` }, ...describe(other)))));
    const legend = element("p", { className: "legend key" });
    for (const modality of new Set(entries.map((seen) => seen[MODALITY]))) legend.append(element("span", { className: `modality ${modality}`, textContent: word("modality", modality) }));
    for (const [ops, key] of [["gt ge", "bound_low"], ["lt le", "bound_high"], ["approx", "bound_about"], ["range", "bound_range"]]) {
      if (entries.some((seen) => ops.split(" ").includes(seen[OP]))) legend.append(element("span", { textContent: say(key) }));
    }
    if (entries.some((seen) => seen[DISAGREES])) legend.append(element("span", { className: "warned", textContent: say("disagree") }));
    const beside = compare(measure);
    const limits = domain(entries.slice(-MOST_MARKS * 12));
    // Two points say no more than the comparison above does.
    const least = beside ? 3 : 2;
    const panels = measure[SERIES].filter(([, found]) => new Set(found.map(moment)).size >= least)
      .slice(0, 12).map((one) => follow(measure, one, limits)).filter(Boolean);
    if (beside || panels.length) parts.push(legend);
    if (beside) parts.push(element("figure", { className: "wide" }, element("figcaption", { textContent: say("by_territory") }), beside));
    const most = Math.max(...measure[SERIES].map(([, found]) => found.length));
    if (panels.length && most > MOST_MARKS) parts.push(element("p", { className: "missing", textContent: `${say("newest")}${MOST_MARKS} / ${most}` }));
    if (panels.length) parts.push(element("div", { className: `panels${panels.length === 1 ? " single" : ""}` }, ...panels));
    parts.push(...tabulate(measure));
    chosen.replaceChildren(...parts);
    chosen.hidden = false;
    if (measure !== shown) {
      shown = measure;
      for (const row of section.querySelectorAll("tbody tr")) row.classList.toggle("current", row.querySelector("a").hash === `#${measure[ID]}`);
    }
    if (titles.has(place)) chosen.scrollIntoView();
  };

  const grow = openListing({
    section,
    rows: measures,
    draw,
    text: (measure) => [measure[NAME], measure[ENGLISH], about(measure), ...measure[SERIES].map(([scope]) => scope)].join(" "),
    facets: {
      kind: (measure) => measure[KIND],
      has: (measure) => (measure[CONFLICTS] ? "conflict" : measure[TARGETS] ? "target" : ""),
      scope: (measure) => {
        const { value } = section.querySelector("select[name=scope]");
        return measure[SERIES].some(([scope]) => scope === value) ? value : "";
      },
    },
    sorts: [
      (a, b) => order(a[NAME], b[NAME]),
      (a, b) => a[SERIES].length - b[SERIES].length,
      ...[COUNT, PERIODS, TARGETS, CONFLICTS].map((key) => (a, b) => a[key] - b[key]),
    ],
  });
  addEventListener("hashchange", present);
  for (const radio of document.querySelectorAll("input[name=language]")) radio.addEventListener("change", present);
  present();
  growFrom((added) => {
    for (const measure of added) titles.set(measure[ID], measure);
    grow(added);
    if (added.includes(titles.get(location.hash.slice(1)))) present();
  }, older);
})();
