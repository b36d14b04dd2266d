"use strict";
(() => {
  const root = document.documentElement;
  const parse = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = parse("words");
  let data = null;
  const stored = () => (data ??= parse("data"));
  const side = () => (root.dataset.lang === "en" ? 1 : 0);

  // Every text is set as text, never as markup.
  const make = (tag, name, ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content.filter((one) => one !== null && one !== ""));
    return element;
  };
  const both = (id, en) => {
    if (id === en) return document.createTextNode(id);
    const piece = document.createDocumentFragment();
    for (const [lang, text] of [["id", id], ["en", en]]) {
      const span = make("span", "l-" + lang, text);
      span.lang = lang;
      piece.append(span);
    }
    return piece;
  };
  const word = (group, code) => {
    const entry = words[group][code];
    return entry ? both(entry.id, entry.en) : document.createTextNode(code);
  };
  const ui = (key) => word("interface", key);
  // Words for a code, which stands in the title.
  const coded = ([id, en, code]) => {
    const node = make("span", "", both(id, en));
    node.title = code;
    return node;
  };
  const titled = (node) => {
    node.title = node.dataset["title" + (side() ? "En" : "Id")];
  };

  // The whole page of an article: cut parts greyed and labelled, evidence marked.
  const page = (article, report) => {
    const box = make("div", "text");
    box.lang = "id";
    box.tabIndex = 0;
    const edges = new Set([0, article.text.length]);
    const layers = { cut: article.cut, title: article.title, also: report?.also ?? [], evidence: report?.evidence ? [report.evidence] : [], trigger: report?.trigger ? [report.trigger] : [] };
    for (const spans of Object.values(layers)) for (const [start, end] of spans) edges.add(start).add(end);
    const cuts = [...edges].sort((a, b) => a - b);
    const at = {};
    for (const name in layers) at[name] = { spans: [...layers[name]].sort((a, b) => a[0] - b[0]), next: 0 };
    const covering = (name, start) => {
      const layer = at[name];
      while (layer.next < layer.spans.length && layer.spans[layer.next][1] <= start) layer.next += 1;
      const span = layer.spans[layer.next];
      return span && span[0] <= start ? span : null;
    };
    let labelled = null;
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      let node = document.createTextNode(article.text.slice(start, end));
      const evidence = covering("evidence", start), also = covering("also", start), trigger = covering("trigger", start);
      const cut = covering("cut", start), title = covering("title", start);
      if (trigger && (evidence || also)) node = make("b", "", node);
      if (evidence) node = make("mark", "", node);
      else if (also) node = make("mark", "also", node);
      if (title) node = make("span", "head", node);
      if (cut) {
        node = make("span", "cut", node);
        const why = words.cuts[cut[3]] ?? { id: cut[3], en: cut[3] };
        node.dataset.titleId = `${why.id} (${cut[3]})`;
        node.dataset.titleEn = `${why.en} (${cut[3]})`;
        titled(node);
        if (labelled !== cut) node.prepend(make("span", "label", word("blocks", cut[2])));
        labelled = cut;
      }
      box.append(node);
    }
    return box;
  };

  const card = (report) => {
    const article = report.article && stored().articles[report.article];
    const head = make("header", "", make("b", "", report.outlet || report.source));
    const add = (...content) => head.append(make("span", "", ...content), " ");
    if (report.outlet) add(report.source);
    add(ui("published"), " ", both(...report.published), " (", word("bases", report.basis), ")");
    if (report.claims) add(ui("says"), " ", report.claims);
    add(ui("own_date"), ": ", both(...report.date));
    if (report.status !== "actual") add(word("statuses", report.status));
    if (article?.incomplete) add(ui("incomplete"));
    const quote = make("div", "text", make("mark", "", report.quote));
    quote.lang = "id";
    return make("article", "card", head, article ? page(article, report) : quote);
  };

  const dispute = (conflict) => {
    const sides = conflict.sides.map(([value, outlet, source, before, text, after]) => {
      const quoted = make("p", "", before, make("mark", "", text), after);
      quoted.lang = "id";
      const foot = make("footer", "", outlet ? make("b", "", outlet) : null, outlet ? " " : null, source);
      return make("blockquote", "side", make("p", "value", conflict.kind === "status" ? word("statuses", value) : value), text ? quoted : null, foot);
    });
    const head = make("h4", "again", make("span", "kind", word("conflict_kinds", conflict.kind)), " ", make("span", "judgement", word("judgements", conflict.judgement)));
    return make("div", "", head, make("div", "sides", ...sides));
  };

  const facts = (detail, row) => {
    const list = make("dl", "facts");
    const add = (key, ...content) => list.append(make("dt", "", ui(key)), ...content.map((one) => make("dd", "", one)));
    const named = ([id, ...line]) => {
      const node = make(id ? "a" : "span", "", both(...line));
      if (id) node.href = "#" + id;
      return node;
    };
    for (const key of ["part_of", "parts"]) if (detail[key].length) add(key, ...detail[key].map(named));
    if (detail.decided.length) add("decided", ...detail.decided);
    if (detail.why.length) add("why", ...detail.why.map(coded));
    if (detail.history.length > 1) {
      add("history", ...detail.history.map(([day, status, source]) => make("span", "", both(...day), ": ", word("statuses", status), ", " + source)));
    }
    const rules = new Map(detail.reports.map((one) => [one.rule[2], one.rule]));
    add("rule", ...[...rules.values()].map(coded));
    add("codes", make("code", "", [row.dataset.type, ...rules.keys()].join(" · ")));
    return list;
  };

  const build = (row) => {
    if (row.dataset.article) {
      const article = stored().articles[row.dataset.article];
      return make("div", "open", make("article", "card", page(article, null)));
    }
    const detail = stored().events[row.id];
    const box = make("div", "open", make("div", "cards", ...detail.reports.map(card)));
    for (const conflict of detail.conflicts) box.append(dispute(conflict));
    box.append(facts(detail, row));
    return box;
  };

  const toggle = (row, want) => {
    const button = row.querySelector(".row");
    const open = want ?? button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    let box = row.querySelector(":scope > .open");
    if (open && !box) row.append((box = build(row)));
    if (!box) return;
    box.hidden = !open;
    for (const text of box.querySelectorAll(".text")) {
      const mark = text.querySelector("mark:not(.also)") ?? text.querySelector("mark");
      if (open && mark) text.scrollTop = mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    }
  };

  document.addEventListener("click", (event) => {
    const row = event.target.closest("button.row")?.parentElement;
    if (row) toggle(row);
  });

  // Filters
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll(".event")];
  const sections = [...document.querySelectorAll("section.year")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const strip = document.querySelector(".strip");
  const bins = [...document.querySelectorAll(".bin")];
  let picked = null;
  const inBin = (bin) => !picked || bin === picked;
  const apply = () => {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { actor, type, status, conflicts } = form.elements;
    let shown = 0;
    rows.forEach((row, i) => {
      const set = row.dataset;
      const fits = (!actor.value || set.actors.includes("|" + actor.value + "|")) && (!type.value || set.type === type.value)
        && (!status.value || set.status === status.value) && (!conflicts.checked || "conflicts" in set)
        && inBin(set.bin) && wanted.every((one) => texts[i].includes(one));
      row.hidden = !fits;
      shown += fits;
    });
    for (const section of sections) section.hidden = !section.querySelector(".event:not([hidden])");
    document.getElementById("shown").textContent = shown;
    document.getElementById("none").hidden = shown > 0;
    const filtered = picked || wanted.length || actor.value || type.value || status.value || conflicts.checked;
    form.querySelector("[type=reset]").hidden = !filtered;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  const pick = (key) => {
    picked = key === picked ? null : key;
    strip.classList.toggle("picked", picked !== null);
    for (const bin of bins) bin.setAttribute("aria-pressed", String(bin.dataset.bin === picked));
  };
  form.addEventListener("reset", () => {
    if (picked) pick(picked);
    setTimeout(apply);
  });

  // The strip is one stop for the Tab key; arrows move inside it.
  if (bins.length) bins[0].setAttribute("tabindex", "0");
  bins.forEach((bin, i) => {
    bin.addEventListener("click", () => { pick(bin.dataset.bin); apply(); });
    bin.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const other = step && bins[i + step];
      if (event.key === "Enter" || event.key === " ") { pick(bin.dataset.bin); apply(); }
      else if (other) { bin.setAttribute("tabindex", "-1"); other.setAttribute("tabindex", "0"); other.focus(); }
      else return;
      event.preventDefault();
    });
  });
  const scroller = document.querySelector(".scroll");
  if (scroller) scroller.scrollLeft = scroller.scrollWidth;

  // Language
  const speak = (lang) => {
    root.dataset.lang = root.lang = lang;
    for (const button of document.querySelectorAll("[data-set]")) button.setAttribute("aria-pressed", String(button.dataset.set === lang));
    for (const node of document.querySelectorAll("[data-title-id]")) titled(node);
    for (const option of document.querySelectorAll("option")) option.textContent = option.dataset[lang];
    for (const element of document.querySelectorAll("[aria-label][data-id]")) {
      element.setAttribute("aria-label", element.dataset[lang]);
      const title = element.querySelector("title");
      if (title) title.textContent = element.dataset[lang];
    }
  };
  for (const button of document.querySelectorAll("[data-set]")) button.addEventListener("click", () => speak(button.dataset.set));

  // An address that ends in an event's id opens it.
  const follow = () => {
    const row = document.getElementById(location.hash.slice(1));
    if (!row || !row.classList.contains("event")) return;
    if (row.hidden) form.reset();
    // Rows above that were not laid out yet have guessed heights: look twice.
    const show = () => row.scrollIntoView({ block: "start" });
    setTimeout(() => { toggle(row, true); show(); requestAnimationFrame(show); });
  };
  addEventListener("hashchange", follow);
  follow();
  apply();
})();
