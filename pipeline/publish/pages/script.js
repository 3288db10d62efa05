"use strict";
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const inEnglish = () => document.getElementById("en").checked;
// What an address ends with, so that the page there is in the same language.
const inLanguage = () => (inEnglish() ? "?lang=en" : "");
const order = new Intl.Collator("zh-Hans", { numeric: true }).compare;

// Loads a value that stands beside the page. A page that is opened from a disk may load scripts and
// nothing else: each calls part() with its name and its value.
const parts = new Map();
const part = (name, value) => parts.get(name)?.take(value);
const load = (name) => {
  if (!parts.has(name)) {
    const entry = {};
    entry.value = new Promise((resolve, reject) => {
      entry.take = resolve;
      const script = element("script", { src: `${encodeURIComponent(name)}.js` });
      // One that came without its value is damaged; after a value this does nothing.
      const end = () => { reject(new Error(name)); script.remove(); };
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      document.head.append(script);
    });
    parts.set(name, entry);
  }
  const { value } = parts.get(name);
  value.catch(() => parts.delete(name));
  return value;
};

// The controls of a list: words to search for, choices, boxes to tick, the column that it is sorted
// by. What they are set to stands in the address. draw({ words, chosen, sort, descending }) draws the
// list; sorts(column) says whether a column can be sorted by.
const openControls = ({ section, table, draw, sorts = () => true }) => {
  const form = section.querySelector("form");
  const heads = [...table.querySelectorAll("thead th")];
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const fields = [...form.querySelectorAll("input:not([type=checkbox]), select")];
  let sort = null;
  let descending = false;

  const update = (...others) => {
    heads.forEach((head, column) => {
      if (column === sort) head.ariaSort = descending ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    });
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = fields.filter((field) => field !== form.q && field.value).map(({ name, value }) => [name, value]);
    draw({ words, chosen, sort, descending }, ...others);
  };
  const remember = () => {
    const state = new URLSearchParams();
    for (const { name, value } of fields) if (value) state.set(name, value);
    for (const box of boxes) if (box.checked !== box.defaultChecked) state.set(box.name, box.checked ? "1" : "0");
    if (sort !== null) state.set("sort", sort);
    if (descending) state.set("descending", "1");
    const hash = state.size ? `#${section.id}?${state}` : `#${section.id}`;
    try { history.replaceState(null, "", hash); } catch { /* a viewer that keeps its address */ }
  };
  const restore = (state) => {
    for (const field of fields) {
      const value = state.get(field.name) ?? "";
      field.value = value;
      // A value that is not offered is kept, so that the list says truly that it has no row.
      if (field.value !== value) {
        field.append(element("option", { value, textContent: value }));
        field.value = value;
      }
    }
    for (const box of boxes) box.checked = state.has(box.name) ? state.get(box.name) === "1" : box.defaultChecked;
    const column = Number(state.get("sort"));
    sort = state.has("sort") && heads[column] && sorts(column) ? column : null;
    descending = state.has("descending");
    update();
  };

  heads.forEach((head, column) => {
    if (!sorts(column)) return;
    const button = element("button", { type: "button" }, ...head.childNodes);
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
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    restore(new URLSearchParams());
    remember();
  });
  form.hidden = false;
  return { update, restore };
};
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Language: the style shows it without this script; here the document says it as well.
  const speak = () => {
    const language = inEnglish() ? "en" : "zh";
    document.documentElement.lang = inEnglish() ? "en" : "zh-Hans";
    for (const said of all("[data-zh]")) said.textContent = said.dataset[language];
    for (const page of all("a.page")) page.search = inLanguage();
  };
  document.getElementById(new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh").checked = true;
  for (const radio of all("input[name=language]")) radio.addEventListener("change", speak);
  speak();

  // A sentence with several numbers stands in the row of the first; here the others get it as well.
  const completeSentences = (root) => {
    for (const summary of all("summary[data-in]", root)) {
      const signs = [...document.querySelector(`#${summary.dataset.in} summary`).textContent];
      const at = Number(summary.dataset.at);
      const number = summary.querySelector("b");
      const after = at + [...number.textContent].length;
      summary.replaceChildren(signs.slice(0, at).join(""), number, signs.slice(after).join(""));
    }
  };
  completeSentences(document);

  // Tables: each tbody is an entry that is searched, filtered and moved as one.
  const ledgers = new Map();
  for (const section of all(".ledger")) ledgers.set(section.id, openLedger(section));

  function openLedger(section) {
    const table = section.querySelector("form ~ table");
    const form = section.querySelector("form");
    const entries = [];
    let arranged = "";
    const enter = (bodies) => {
      for (const body of bodies) {
        entries.push({ body, position: entries.length, text: body.textContent.toLowerCase() });
      }
    };
    enter(table.tBodies);

    const key = (entry, column) => {
      const cell = entry.body.rows[0].cells[column];
      return cell.dataset.key ?? cell.textContent.trim();
    };
    const arrange = (sort, descending) => {
      const sorted = [...entries];
      if (sort !== null) {
        const keys = new Map(entries.map((entry) => [entry, key(entry, sort)]));
        sorted.sort((a, b) =>
          (descending ? -1 : 1) * order(keys.get(a), keys.get(b)) || a.position - b.position);
      }
      table.append(...sorted.map((entry) => entry.body));
    };
    const draw = ({ words, chosen, sort, descending }) => {
      const wanted = [sort, descending, entries.length].join();
      if (wanted !== arranged) arrange(sort, descending);
      arranged = wanted;
      section.classList.toggle("brief", !form.sentences.checked);
      let shown = 0;
      for (const { body, text } of entries) {
        const fits = words.every((word) => text.includes(word))
          && (!form.passing || form.passing.checked || !("passing" in body.dataset))
          && chosen.every(([name, value]) => body.dataset[name] === value);
        body.hidden = !fits;
        shown += fits;
      }
      form.querySelector("output b").textContent = `${shown} / ${entries.length}`;
    };
    const { update, restore } = openControls({ section, table, draw });
    update();
    const grow = (bodies) => {
      enter(bodies);
      update();
    };
    return { restore, grow };
  }

  // Passages of one transcript: #passages?transcript=… shows its own and the topics that have any.
  const narrowed = document.querySelector(".narrowed");
  const narrow = (transcript) => {
    for (const passage of all("[data-transcript]")) {
      passage.hidden = transcript !== null && passage.dataset.transcript !== transcript;
      const details = passage.closest("details");
      if (transcript !== null && !passage.hidden && details) details.open = true;
    }
    for (const topic of all(".topic")) {
      topic.hidden = transcript !== null
        && !topic.querySelector("[data-transcript]:not([hidden])");
    }
    narrowed.hidden = transcript === null;
    narrowed.querySelector("b").textContent = transcript;
  };

  // Addresses: #c5 shows a claim whatever the filter, #claims?modality=target sets the filter.
  // A place that a page has not, as it shows the beginning of a long text, is said to be elsewhere.
  const unreached = document.querySelector(".unreached");
  let reached = true;
  let awaited = document.querySelector("[data-beside]") !== null;
  const admit = () => {
    if (!unreached || awaited) return;
    unreached.hidden = reached;
    if (!reached) unreached.scrollIntoView();
  };
  const follow = () => {
    const [, id, state] = location.hash.match(/^#?([^?]*)\??(.*)$/);
    if (narrowed) narrow(new URLSearchParams(state).get("transcript"));
    if (state) {
      ledgers.get(id)?.restore(new URLSearchParams(state));
      document.getElementById(id)?.scrollIntoView();
      return;
    }
    const target = document.getElementById(id);
    reached = target !== null || !id;
    admit();
    if (target === null) return;
    const body = target.closest("tbody");
    if (body?.hidden) ledgers.get(body.closest(".ledger").id).restore(new URLSearchParams("passing" in body.dataset ? { passing: "1" } : {}));
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    const details = body?.querySelector("details");
    if (details) {
      complete(details);
      details.open = true;
    }
    target.scrollIntoView();
  };

  // Places: a row has them in figures; those of a claim that is opened get their words and buttons.
  const place = document.getElementById("place");
  const copies = document.getElementById("copy");
  const elsewhere = document.getElementById("elsewhere");
  function complete(details) {
    const citation = details.querySelector(".citation > span:not(.whose)");
    if (!place || !citation || "whole" in details.dataset) return;
    details.dataset.whole = "";
    const { section, speaker } = details.closest("tbody").dataset;
    const words = place.content.cloneNode(true);
    const fields = ["start", "end", "source-start", "source-end"];
    citation.textContent.match(/\d+/g).forEach((figure, field) => {
      for (const gap of all(`.${fields[field]}`, words)) gap.textContent = figure;
    });
    const heading = section && document.querySelector(`select[name=section] [value="${section}"]`);
    if (heading) {
      const link = words.querySelector(".under a");
      link.href = `#${section}`;
      link.textContent = heading.textContent;
    } else words.querySelector(".under").remove();
    if (speaker) words.querySelector(".speaker").textContent = speaker;
    else words.querySelector(".who-said").remove();
    citation.parentElement.replaceChildren(words);
    const detail = details.querySelector(".detail");
    const body = details.closest("tbody");
    detail.append(elsewhere.content.cloneNode(true));
    const [counterpart, same] = all("a", detail);
    const name = body.querySelector(".indicator .zh, .indicator [lang]");
    if (name?.textContent) {
      same.hash = `claims?${new URLSearchParams({ q: name.textContent.trim() })}`;
      same.search = inLanguage();
    } else same.remove();
    const pair = document.querySelector(`.pairs a[href="#${body.id}"]`)?.closest("tr");
    const other = pair && all("a", pair).find((link) => link.hash !== `#${body.id}`);
    if (other) counterpart.href = other.hash;
    counterpart.hidden = !other;
    detail.append(copies.content.cloneNode(true));
    for (const button of all(".copy", detail)) {
      button.addEventListener("click", () => {
        copy(forms[button.dataset.form](body), detail);
        button.classList.add("done");
        setTimeout(() => button.classList.remove("done"), 2000);
      });
    }
  }
  addEventListener("toggle", ({ target }) => { if (target.open) complete(target); }, true);
  addEventListener("hashchange", follow);
  if (location.hash) follow();

  // Rows that the page has not at first view: it is drawn while they are loaded, and printed with them.
  const take = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const rest of all("[data-rows]", holder.content)) {
      const rows = [...(rest.tBodies ?? rest.children)];
      const shown = document.querySelector(`main [data-rows=${rest.dataset.rows}]`);
      shown?.append(...rows);
      for (const row of rows) completeSentences(row);
      ledgers.get(shown?.closest(".ledger")?.id)?.grow(rows);
    }
    speak();
    if (!reached) location.replace(location.href);
    if (!reached || narrowed) follow();
  };
  const notes = all("[data-beside]");
  if (notes.length) {
    load(notes[0].dataset.beside).then(take).then(() => { awaited = false; admit(); })
      .catch(() => { for (const note of all(".damaged")) note.hidden = false; })
      .finally(() => { for (const note of notes) note.hidden = true; });
  }

  // Citations: copies what is on show, so that the language is the reader's. A permalink stays over
  // runs. What is copied is text: no sign of it is markup in Markdown or a formula in a table.
  const read = (body, selector) => body.querySelector(selector).innerText.trim().replace(/\s+/g, " ");
  const cite = () => all("#citation > span").filter((part) => part.checkVisibility())
    .map((part) => part.innerText).join("");
  const link = (body) => `${location.href.split(/[?#]/)[0]}#${body.querySelector("th a").id}`;
  const plain = (text) => text.replace(/[\\`*_{}[\]()<>#+!|~-]/g, "\\$&");
  const disarm = (text) => (/^[=+\-@\t\r\n'＝＋－＠]/.test(text) ? `'${text}` : text);
  const forms = {
    citation: (body) => `“${read(body, "summary")}” ${read(body, ".citation")}. ${cite()}`,
    markdown: (body) => `> ${plain(read(body, "summary"))}\n>\n`
      + `> — ${plain(read(body, ".citation"))} ${plain(cite())} [${body.id}](<${link(body)}>)\n`,
    csv: (body) => [
      body.querySelector("th a").id, document.querySelector("#citation span").innerText,
      ...[".indicator", ".written", ".value", ".period", ".baseline", ".modality", ".speaker", "summary"]
        .map((part) => read(body, part)),
    ].map((cell) => `"${disarm(cell).replaceAll('"', '""')}"`).join(",") + "\r\n",
  };
  async function copy(text, place) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = element("textarea", { value: text });
      place.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  // Paper shows what is folded on screen.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])").filter((details) => !details.querySelector(".scores"));
    for (const details of folded) {
      complete(details);
      details.open = true;
    }
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
})();
