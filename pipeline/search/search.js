"use strict";
// Finds phrases in all sentences. What it needs of the index and of the sentences stands beside the
// page and is loaded when it is needed.
(() => {
  const STEP = 50;
  const MOST = 100;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const { firsts, sentences, words } = JSON.parse(document.getElementById("index").textContent);
  const section = document.getElementById("search");
  const form = section.querySelector("form");
  const list = section.querySelector("ol");
  const output = section.querySelector("output");
  const more = section.querySelector("button.more");
  const said = section.querySelector(".said");
  const LETTER = /[\p{L}\p{N}\ud800-\udfff]/u;
  const say = (key) => words[key][inEnglish() ? 1 : 0];

  // A is a, as in the index; other letters are as they are.
  const small = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const isLetter = (unit) => LETTER.test(unit);

  // The pairs that a phrase has, as the index has them. The last character may be followed by any.
  const pair = (phrase) => {
    const units = phrase.split("");
    const found = new Set();
    units.forEach((unit, place) => {
      const next = units[place + 1];
      if (!isLetter(unit)) return;
      if (next !== undefined) found.add(unit + (isLetter(next) ? next : " "));
      else if (!isLetter(units[place - 1] ?? " ")) found.add(unit);
    });
    return [...found];
  };
  const decode = (text) => {
    const numbers = [];
    let last = 0;
    let step = 0;
    let shift = 0;
    for (let at = 0; at < text.length; at += 1) {
      const digit = values[text.charCodeAt(at)];
      step += (digit & 31) << shift;
      shift += 5;
      if (digit < 32) {
        last += step;
        numbers.push(last);
        step = shift = 0;
      }
    }
    return numbers;
  };
  const values = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => { values[digit.charCodeAt(0)] = value; });

  // The last part whose first pair is not after this one; it may be in it.
  const find = (start) => {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= start) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  };
  // The sentences with a pair, or with a single character: with any pair that it begins.
  const look = async (start) => {
    const numbers = [];
    let several = 0;
    for (let at = find(start); at < firsts.length && (at === find(start) || firsts[at].startsWith(start)); at += 1) {
      for (const [gram, text] of await load(`i${at}`)) {
        if (gram !== start && !(start.length === 1 && gram.startsWith(start))) continue;
        several += 1;
        for (const number of decode(text)) numbers.push(number);
      }
    }
    return several > 1 ? [...new Set(Uint32Array.from(numbers).sort())] : numbers;
  };
  const intersect = (lists) => lists.sort((a, b) => a.length - b.length).reduce((some, others) => {
    const known = new Set(others);
    return some.filter((number) => known.has(number));
  });

  // English words by the Chinese terms of the glossary, the longest run of words first; what it has
  // not is looked for as it is. Each is a list of terms of which the first is taken.
  const ENGLISH = /[a-z]{2}/;
  const LINKING = new Set(["a", "an", "and", "by", "for", "in", "of", "on", "the", "to", "with"]);
  const translate = async (words) => {
    if (!inEnglish() || !ENGLISH.test(words.join(" "))) return words.map((word) => [word]);
    const chinese = new Map(await load("words"));
    const found = [];
    for (let at = 0, end = 0; at < words.length; at = end) {
      end = words.length;
      while (end > at && !chinese.has(words.slice(at, end).join(" "))) end -= 1;
      if (end > at) found.push([...chinese.get(words.slice(at, end).join(" ")).map(small), words.slice(at, end).join(" ")]);
      else {
        end = at + 1;
        if (!LINKING.has(words[at])) found.push([words[at]]);
      }
    }
    return found;
  };
  // Says which Chinese is looked for; a term that means the same, or the words as typed, is one click.
  const explain = (found) => {
    const translated = found.some((terms) => terms.length > 1);
    said.hidden = !translated;
    said.replaceChildren();
    if (!translated) return;
    said.append(say("search_as"), element("b", { textContent: found.map(([term]) => term).join(" "), lang: "zh-Hans" }), say("search_instead"));
    for (const term of new Set(found.flatMap(([, ...others]) => others))) {
      const button = element("button", { type: "button", textContent: term });
      button.addEventListener("click", () => {
        form.q.value = found.map((terms) => (terms.includes(term) ? term : terms[0])).join(" ");
        literal = true;
        remember();
        guard(search);
      });
      said.append(" ", button);
    }
  };

  let run = 0;
  let literal = false;
  let state = null;
  const tell = (text) => { output.textContent = text; };
  const mark = (text, phrases) => {
    const plain = small(text);
    const pieces = [];
    let done = 0;
    while (done < text.length) {
      const next = phrases.map((phrase) => [plain.indexOf(phrase, done), -phrase.length])
        .filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0];
      if (!next) break;
      pieces.push(text.slice(done, next[0]));
      done = next[0] - next[1];
      pieces.push(element("mark", { textContent: text.slice(next[0], done) }));
    }
    return [...pieces, text.slice(done)];
  };
  // The place in the text that a browser marks: from the first clause of a sentence to its last.
  const aim = (text) => {
    const clauses = text.split(/[，。；：？！、“”（）\s]+/).filter(Boolean);
    const ends = clauses.length > 1 ? [clauses[0], clauses.at(-1)] : clauses;
    const said = ends.map((words) => encodeURIComponent(words).replaceAll("-", "%2D"));
    return said.length ? `:~:text=${said.join(",")}` : "";
  };
  const draw = ([address, title, date, english], turn, [name, known], text, phrases) => {
    const href = `../${address}${inLanguage()}#${turn}${aim(text)}`;
    const head = element("small", {}, [date, (inEnglish() && known) || name, inEnglish() && english, title].filter(Boolean).join(" · "));
    list.append(element("li", {}, element("a", { href }, ...mark(text, phrases)), element("br"), head));
  };
  const count = ({ shown, at, numbers }) => {
    const rest = numbers.length - at;
    const all = shown + rest;
    tell(all ? `${say("search_found")}${shown} / ${rest ? say("search_more") : ""}${all}` : say("search_nothing"));
    more.hidden = !rest;
  };
  // Reads on until so many more sentences are shown. Pairs may stand apart: the text decides.
  const show = async (number) => {
    const mine = run;
    const { phrases, numbers } = state;
    const goal = state.shown + number;
    while (state.at < numbers.length && state.shown < goal) {
      const index = Math.floor(numbers[state.at] / sentences);
      const [transcripts, speakers, rows] = await load(`t${index}`);
      if (mine !== run) return;
      while (state.at < numbers.length && state.shown < goal) {
        const row = rows[numbers[state.at] - index * sentences];
        if (Math.floor(numbers[state.at] / sentences) !== index) break;
        state.at += 1;
        const plain = small(row[3]);
        if (!phrases.every((phrase) => plain.includes(phrase))) continue;
        draw(transcripts[row[0]], row[1], speakers[row[2]], row[3], phrases);
        state.shown += 1;
      }
      count(state);
    }
    count(state);
  };
  const guard = async (work) => {
    try { await work(); } catch { tell(say("search_missing")); }
  };
  const search = async () => {
    run += 1;
    const mine = run;
    list.replaceChildren();
    more.hidden = true;
    tell("");
    const typed = small(form.q.value.slice(0, MOST)).split(/\s+/).filter(Boolean);
    const found = literal ? typed.map((word) => [word]) : await translate(typed);
    if (mine !== run) return;
    explain(found);
    const phrases = found.map(([term]) => term);
    if (!phrases.length) return;
    const pairs = [...new Set(phrases.flatMap(pair))];
    if (!pairs.length) return tell(say("search_signs"));
    const lists = await Promise.all(pairs.map(look));
    if (mine !== run) return;
    state = { phrases, numbers: intersect(lists), at: 0, shown: 0 };
    await show(STEP);
  };

  const remember = () => {
    const hash = form.q.value ? `#search?${new URLSearchParams({ q: form.q.value.slice(0, MOST) })}` : "#search";
    try { history.replaceState(null, "", hash); } catch { /* a viewer that keeps its address */ }
  };
  const restore = () => {
    form.q.value = new URLSearchParams(location.hash.split("?")[1]).get("q") ?? "";
    guard(search);
  };
  form.addEventListener("input", () => { literal = false; remember(); guard(search); });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => guard(() => show(STEP)));
  for (const radio of document.querySelectorAll("input[name=language]")) {
    radio.addEventListener("change", () => guard(search));
  }
  addEventListener("hashchange", restore);
  form.hidden = false;
  restore();
})();
