// What the offline edition adds to controls.js: a stub for the kernel that answers from what was
// drawn ahead, answers that are kept in this browser, and the few words that depend on them.

(() => {
  "use strict";
  const PLACE = "limited-opponents/"; // before the name of every answer that the browser keeps
  const CLOSE = 0.1; // a guess is close within a tenth, as in forms/form.py
  const NEAR = "400px"; // pictures are unpacked when their explorer comes as near as this
  const WARM = 24; // pictures that are kept decoded
  const TOO_OLD =
    "This browser is too old to unpack the pictures. Any browser made since the middle of 2023 can.";

  const page = globalThis.limitedOpponentsPage ?? {};

  // ---- Answers, kept in this browser if it allows that, else until the page is closed --------

  const memory = new Map();
  const shelf = localShelf();

  function localShelf() {
    try {
      localStorage.setItem(`${PLACE}try`, "");
      localStorage.removeItem(`${PLACE}try`);
      return localStorage;
    } catch {
      return null;
    }
  }

  function read(key) {
    try {
      return JSON.parse(shelf ? shelf.getItem(PLACE + key) : (memory.get(key) ?? null));
    } catch {
      return null;
    }
  }

  function write(key, entry) {
    const text = JSON.stringify(entry);
    try {
      if (shelf) shelf.setItem(PLACE + key, text);
      else memory.set(key, text);
      return true;
    } catch {
      return false;
    }
  }

  function keys() {
    const all = shelf ? Object.keys(shelf) : [...memory.keys()].map((key) => PLACE + key);
    return all.filter((key) => key.startsWith(PLACE)).map((key) => key.slice(PLACE.length));
  }

  function forget() {
    for (const key of keys()) shelf ? shelf.removeItem(PLACE + key) : memory.delete(key);
  }

  /** Answers as they are kept: options by their words, so that a reworded one is not mistaken. */
  function worded(fields, given) {
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        const options = fields.find((field) => field.name === name)?.options;
        return [name, options ? options[value] : value];
      }),
    );
  }

  /** Kept answers as controls.js knows them; one that no longer fits is left out. */
  function placed(fields, kept) {
    const found = {};
    for (const field of fields) {
      if (!(field.name in kept)) continue;
      const value = field.options ? field.options.indexOf(kept[field.name]) : kept[field.name];
      if (value !== -1 || !field.options) found[field.name] = value;
    }
    return found;
  }

  /** A number or an option as it is written in a sentence. */
  function spoken(field, value) {
    if (field.options) return field.options[value];
    if (typeof value !== "number") return String(value);
    const digits = { maximumFractionDigits: 20, useGrouping: Math.abs(value) >= 10000 };
    const gap = field.unit.startsWith("%") ? "" : " ";
    return `${value.toLocaleString("en-GB", digits)}${gap}${field.unit}`.trim();
  }

  const longDate = (when) =>
    new Date(when).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

  const kept = () => document.dispatchEvent(new Event("lo-kept"));
  const onKept = (hear) => {
    document.addEventListener("lo-kept", hear);
    hear();
  };

  // ---- The stub ------------------------------------------------------------------------------

  /** What controls.js takes for anywidget's model; `reply` says what a message is answered. */
  function model(screen, reply) {
    const listeners = new Set();
    const known = { screen, offline: true };
    return {
      get: (name) => known[name],
      on: (what, hear) => what === "msg:custom" && listeners.add(hear),
      off: (_, hear) => listeners.delete(hear),
      send: (message) => reply(message, (answer) => listeners.forEach((hear) => hear(answer))),
    };
  }

  const PARTS = { explorer, form, compare, map, file, stamp, answers };

  function explorer(el, part) {
    const figure = el.querySelector("figure");
    const sentence = figure.querySelector("img").alt;
    const first = { state: part.start, picture: figure.outerHTML, sentence };
    const screen = { ...part.screen, states: { [part.start]: first } };
    let states = null;
    const all = () => (states ??= unpacked(part.packed));
    const mounted = model(screen, async ({ key }, tell) => {
      try {
        const { parts, states } = await all();
        const state = states[key];
        const shown = picture(parts, state.picture);
        tell({ state: key, sentence: state.sentence, picture: shown });
        setTimeout(() => warm(shown));
      } catch {
        tell({ state: key, trouble: true, sentence: TOO_OLD, picture: "" });
      }
    });
    limitedOpponents.mount(el, mounted);
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (!seen.isIntersecting) return;
        watch.disconnect();
        all().catch(() => {});
      },
      { rootMargin: NEAR },
    );
    watch.observe(el);
  }

  const ready = []; // the last pictures that were asked for, decoded

  /** Have a picture decoded before it is shown: controls.js asks for neighbours ahead. */
  function warm(shown) {
    const image = new Image();
    image.src = /src="(data:[^"]*)"/.exec(shown)[1];
    image.decode().catch(() => {});
    ready.push(image);
    if (ready.length > WARM) ready.shift();
  }

  async function unpacked(packed) {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  /** One picture put together again; its SVG stands between two marks. See states.py. */
  function picture(parts, places) {
    const plain = places.map((place) => parts[place]).join("");
    return plain.replace(/\x02([^\x03]*)\x03/g, (_, svg) => {
      const bytes = new TextEncoder().encode(svg);
      let letters = "";
      for (let i = 0; i < bytes.length; i += 8192) {
        letters += String.fromCharCode(...bytes.subarray(i, i + 8192));
      }
      return `data:image/svg+xml;base64,${btoa(letters)}`;
    });
  }

  const FULL = "This browser has no room left to keep an answer. Delete some below.";

  /** Every screen that is no explorer: it asks to keep answers or a draft, or it asks nothing. */
  function form(el, { screen }) {
    const asked = { keep, draft };
    const mounted = model({ ...screen, ...remembered(screen) }, (message, tell) =>
      asked[message.ask]?.(screen, message.answers, tell),
    );
    limitedOpponents.mount(el, mounted);
  }

  /** What the browser kept of a screen at an earlier visit. */
  function remembered(screen) {
    if (!screen.key) return {};
    const entry = read(screen.key);
    const drafted = read(`${screen.key}-draft`)?.answers;
    if (screen.kind === "memo") return { kept: drafted ?? screen.kept, passports: stamps() };
    if (!screen.fields) return {};
    const answers = entry ? placed(screen.fields, entry.answers) : {};
    const known = Object.keys(answers).length > 0;
    return {
      kept: known ? answers : null,
      when: known ? entry.when : null,
      draft: drafted ? placed(screen.fields, drafted) : {},
    };
  }

  function keep(screen, given, tell) {
    const before = read(screen.key);
    const known = before ? placed(screen.fields, before.answers) : {};
    const together = { ...known, ...given };
    const when = new Date().toISOString();
    if (!write(screen.key, { answers: worded(screen.fields, together), when })) {
      tell({ trouble: FULL });
      return;
    }
    tell({ kept: together, when });
    kept();
  }

  function draft(screen, given, tell) {
    const answers = screen.fields ? worded(screen.fields, given) : given;
    const entry = { answers, when: new Date().toISOString() };
    if (!write(`${screen.key}-draft`, entry)) tell({ trouble: FULL });
  }

  // ---- Words that depend on an answer --------------------------------------------------------

  function compare(el, part) {
    const words = [...el.querySelectorAll("p")].at(-1);
    onKept(() => {
      const entry = read(part.key);
      const guess = entry ? placed([{ ...part.field, name: "guess" }], entry.answers).guess : null;
      words.textContent = guess == null ? part.none : compared(part, guess, entry.when);
    });
  }

  function compared(part, guess, when) {
    const answer = spoken(part.field, guess);
    const said = { answer, date: longDate(when) };
    return part.cases[which(part, guess)].replace(/\{(answer|date)\}/g, (_, name) => said[name]);
  }

  /** The case that a guess falls into; the rule of forms/form.py. */
  function which(part, guess) {
    if (part.field.options) return String(guess);
    if (guess === part.truth) return "same";
    const reach = CLOSE * Math.max(Math.abs(guess), Math.abs(part.truth));
    if (Math.abs(guess - part.truth) <= reach) return "close";
    return guess < part.truth ? "below" : "above";
  }

  function map(el, part) {
    onKept(() => {
      for (const row of el.querySelectorAll("tbody tr")) {
        const number = row.querySelector("th").textContent.slice(0, 2);
        const done = read(`${number}/done`)?.answers.done === "yes";
        if (done) row.querySelector("td:last-child").textContent = part.done;
      }
    });
  }

  function file(el, part) {
    const words = el.querySelector("p");
    const save = button("Save it as a file", () => {
      const { answers, when } = read(part.key);
      const contents = { ...part.contents, [part.day]: when.slice(0, 10), [part.answers]: answers };
      download(part.name, JSON.stringify(contents, null, 1) + "\n", "application/json");
      words.textContent = `Saved as ${part.name}, where your browser puts downloads.`;
    });
    words.setAttribute("aria-live", "polite");
    words.parentNode.classList.add("lo-card");
    words.after(save);
    onKept(() => {
      const entry = read(part.key);
      save.hidden = !entry;
      words.textContent = entry ? `Kept on ${longDate(entry.when)}.` : part.none;
    });
  }

  function stamp(el, part) {
    const words = make("p", { class: "lo-status", "aria-live": "polite" });
    const press = button("Stamp it", () => {
      write(part.key, { verdict: part.verdict, when: new Date().toISOString() });
      kept();
    });
    const card = el.firstElementChild;
    card.classList.add("lo-card");
    card.append(press, words);
    onKept(() => {
      const entry = read(part.key);
      press.hidden = Boolean(entry);
      words.textContent = entry ? `Stamped on ${longDate(entry.when)}, for the memo.` : "";
    });
  }

  /** The claims that were stamped, each with its verdict. */
  function stamps() {
    const stamped = keys().filter((key) => key.startsWith("passport/"));
    return Object.fromEntries(
      stamped.map((key) => [key.slice("passport/".length), read(key).verdict]),
    );
  }

  // ---- Your answers: copy, download, print, carry to another computer, delete ----------------

  function answers(el) {
    const status = make("p", { "aria-live": "polite", class: "lo-status" });
    const where = shelf
      ? "What you answered is kept in this browser on this computer, and nowhere else."
      : "This browser lets pages keep nothing. Download your answers before you close this page.";
    const say = (words) => (status.textContent = words);
    el.replaceChildren(
      make(
        "div",
        { class: "lo-card lo-answers", role: "group", "aria-label": "Your answers" },
        make("p", { class: "lo-title" }, "Your answers"),
        make("p", {}, where),
        make(
          "div",
          { class: "lo-buttons" },
          button("Copy those of this page", () => copy(written(), say)),
          button("Download them", () => download(`${name()}.txt`, written(), "text/plain")),
          button("Print this page", () => print()),
        ),
        make(
          "div",
          { class: "lo-buttons" },
          button("Save all to a file", () => save()),
          button("Bring answers from a file", () => bring(say)),
          button("Delete all", () => erase(say)),
        ),
        status,
      ),
    );
  }

  const name = () => location.pathname.split("/").pop().replace(/\.html$/, "");

  /** The answers of this page as text. */
  function written() {
    const lines = [document.title, ""];
    for (const part of Object.values(page)) {
      if (part.kind !== "form" || !part.screen.fields) continue;
      const entry = read(part.screen.key);
      const given = entry ? placed(part.screen.fields, entry.answers) : {};
      lines.push(part.screen.title);
      for (const field of part.screen.fields) {
        const answer = field.name in given ? spoken(field, given[field.name]) : "(no answer yet)";
        lines.push(`${field.label}: ${answer}`);
      }
      lines.push("");
    }
    return lines.join("\n");
  }

  async function copy(text, say) {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied.");
    } catch {
      say("This browser does not let pages copy. Download them instead.");
    }
  }

  function download(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function save() {
    const entries = Object.fromEntries(keys().map((key) => [key, read(key)]));
    const contents = { course: "Limited Opponents", answers: entries };
    download("my-answers.json", JSON.stringify(contents, null, 1) + "\n", "application/json");
  }

  function bring(say) {
    const input = make("input", { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", async () => {
      try {
        const contents = JSON.parse(await input.files[0].text());
        for (const [key, entry] of Object.entries(contents.answers)) {
          const here = read(key);
          if (!here || here.when < entry.when) write(key, entry);
        }
        location.reload();
      } catch {
        say("This is not a file of answers. Choose one that was saved with the button beside.");
      }
    });
    input.click();
  }

  function erase(say) {
    if (!confirm("Delete every answer that this browser keeps of the course?")) return;
    forget();
    say("Deleted.");
    location.reload();
  }

  // ---- Small tools ---------------------------------------------------------------------------

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  function button(words, press) {
    const node = make("button", { type: "button" }, words);
    node.addEventListener("click", press);
    return node;
  }

  const SCROLLS = "[style*='overflow-x:auto']:not(details), .lo-frame, .lo-living, .output";

  /** What scrolls sideways can be scrolled from the keyboard. */
  function reachable() {
    for (const box of document.querySelectorAll(SCROLLS)) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "Wider than the page: scrolls sideways");
      } else if (box.hasAttribute("tabindex")) {
        for (const each of ["tabindex", "role", "aria-label"]) box.removeAttribute(each);
      }
    }
  }

  /** A box may come to scroll when the window, its text or what is open in it changes. */
  function watchWidths() {
    const watcher = new ResizeObserver(reachable);
    for (const box of document.querySelectorAll(SCROLLS)) {
      for (const each of [box, ...box.children]) watcher.observe(each);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const el of document.querySelectorAll("[data-lo]")) {
      const part = page[el.dataset.lo] ?? { kind: el.dataset.lo };
      PARTS[part.kind]?.(el, part); // what only stands there needs no function
    }
    reachable();
    watchWidths();
    document.body.dataset.alive = "yes";
  });
})();
