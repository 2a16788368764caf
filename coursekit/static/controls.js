// The one front end of the course: explorers (controls, a sentence, a picture) and forms
// (predictions, quick checks, and whatever else asks the learner for an answer).
//
// In JupyterLab anywidget loads this file, and `model` talks to Python. In the offline edition
// the page carries the same lines, and `model` is a stub that answers from what was drawn
// ahead. Either way a model has
//   get("screen")                    what to show, as plain data made by explore.py or forms/
//   send(message)                    {ask: "state", key} or {ask: "keep", answers};
//                                    {ask: "draft", answers} wants no answer;
//                                    {ask: "save", key, answers} and {ask: "open", key, name}
//                                    of a memo, where screen.offline is not true
//   on("msg:custom", hear), off(…)   the answer to it, one object
//   on("comm_live_update", told)     the kernel was started again and knows this screen no more

const PATIENCE = 300; // ms before the reader is told that a picture is being drawn
const SILENCE = 10000; // ms before the reader is told that nobody answers
const LULL = 100; // ms without a key or a picture before one is drawn ahead

export default { render: ({ model, el }) => mount(el, model) };

/** Show the model's screen inside an element; returns what takes it down again. */
export function mount(el, model) {
  dress();
  const screen = model.get("screen");
  const down = SCREENS[screen.kind](el, model, screen);
  el.addEventListener("keydown", leave);
  return () => {
    el.removeEventListener("keydown", leave);
    down();
  };
}

const SCREENS = { explorer, form, steps };

// A page opened from disk cannot import a module, so the offline edition finds `mount` here.
globalThis.limitedOpponents = { mount };

// ---- Explorers ---------------------------------------------------------------------------

function explorer(el, model, screen) {
  const known = new Map(Object.entries(screen.states)); // every state seen so far, by its key
  const tried = new Set(); // states once asked for ahead: one that fails is not tried again
  let asked = null; // the one state that the reader is waiting for
  let ahead = null; // the one state that is being drawn ahead
  let inUse = 0; // the control that the reader reached or moved last
  let drawing, silent, lull; // timers

  const controls = screen.controls.map((control) => CONTROLS[control.kind](control));
  const title = make("p", { class: "lo-title", id: unique() }, screen.question);
  const row = make("div", { class: "lo-controls" }, ...controls.map((control) => control.node));
  const sentence = make("p", { class: "lo-sentence", "aria-live": "polite" });
  const picture = make("div", { class: "lo-picture" });
  const busy = make("p", { class: "lo-busy", hidden: true }, "Drawing…");
  const whole = make(
    "div",
    { class: "lo-explorer", role: "group", "aria-labelledby": title.id },
    make("div", { class: "lo-card" }, title, row, sentence),
    make("div", { class: "lo-stage" }, picture, busy),
  );
  el.replaceChildren(whole);

  const places = () => controls.map((control) => control.read());
  const wanted = () => places().join("-");

  function move() {
    const key = wanted();
    if (known.has(key)) show(key, known.get(key));
    else if (asked === null) ask(key);
    // Otherwise we wait: only the setting where the reader comes to rest is worth drawing.
  }

  function ask(key) {
    asked = key;
    drawing = setTimeout(() => (busy.hidden = false), PATIENCE);
    silent = setTimeout(giveUp, SILENCE);
    if (key !== ahead) tell(model, { ask: "state", key }, stopped);
  }

  /** After a quiet moment, have a neighbour drawn, so that the next key finds its picture. */
  function lookAhead() {
    clearTimeout(lull);
    lull = setTimeout(drawAhead, LULL);
  }

  function drawAhead() {
    if (asked !== null || ahead !== null || !whole.matches(":hover, :focus-within")) return;
    const key = neighbours().find((key) => !known.has(key) && !tried.has(key));
    if (key === undefined) return;
    ahead = key;
    tried.add(key);
    tell(model, { ask: "state", key }, () => (ahead = null));
  }

  /** The settings one step away, those of the control in use first. */
  function neighbours() {
    const here = places();
    const steps = [inUse, ...here.keys()].flatMap((i) => [[i, here[i] + 1], [i, here[i] - 1]]);
    return steps
      .filter(([i, place]) => place in screen.controls[i].options)
      .map(([i, place]) => here.with(i, place).join("-"));
  }

  function use(event) {
    inUse = controls.findIndex((control) => control.node.contains(event.target));
    lookAhead();
  }

  const giveUp = () => excuse(screen.silence);
  const stopped = () => excuse(screen.stopped);

  /** Say why there is no picture, unless the reader went back to one that is there. */
  function excuse(words) {
    const awaited = asked !== null && picture.dataset.state !== wanted();
    rest();
    ahead = null;
    if (awaited) sentence.textContent = words;
  }

  function rest() {
    clearTimeout(drawing);
    clearTimeout(silent);
    busy.hidden = true;
    asked = null;
  }

  function hear(answer) {
    if (!("state" in answer)) return;
    if (!answer.trouble) known.set(answer.state, answer);
    const awaited = answer.state === asked;
    if (awaited) rest();
    if (answer.state === ahead) ahead = null;
    if (answer.state === wanted()) show(answer.state, answer);
    else if (awaited) move();
    lookAhead();
  }

  async function show(key, state) {
    const next = make("div");
    next.innerHTML = state.picture;
    keepOpen(picture, next);
    await decoded(next);
    if (key !== wanted()) return; // the reader has moved on; a late picture must not win
    next.querySelectorAll("summary, a").forEach(quiet);
    picture.replaceChildren(...next.childNodes);
    sentence.textContent = state.sentence;
    picture.dataset.state = key;
    busy.hidden = true;
  }

  row.addEventListener("input", move);
  row.addEventListener("input", use);
  row.addEventListener("focusin", use);
  whole.addEventListener("pointermove", lookAhead);
  model.on("msg:custom", hear);
  model.on("comm_live_update", stopped);
  move();
  return () => {
    rest();
    clearTimeout(lull);
    model.off("msg:custom", hear);
    model.off("comm_live_update", stopped);
  };
}

/** Tables that the reader had opened stay open under the next picture. */
function keepOpen(old, next) {
  const open = [...old.querySelectorAll("details")].map((details) => details.open);
  next.querySelectorAll("details").forEach((details, i) => (details.open = open[i] ?? false));
}

/** Wait until the pictures can be painted, so that the old one is never followed by a blank. */
async function decoded(node) {
  const images = [...node.querySelectorAll("img")];
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
}

// ---- Forms -------------------------------------------------------------------------------

function form(el, model, screen) {
  const title = make("p", { class: "lo-title", id: unique() }, screen.title);
  const status = make("p", { class: "lo-status", "aria-live": "polite", tabindex: -1 });
  const closed = { type: "button", class: "lo-change", hidden: true };
  const change = quiet(make("button", closed, "Change it"));
  const fields = screen.fields.map((field) => CONTROLS[field.kind](field));
  const groups = screen.each ? fields.map((field) => [field]) : [fields];
  const parts = groups.map((group, i) => part(group, screen, i, (given) => keep(given)));
  let silent;

  const intro = screen.intro ? [make("p", { class: "lo-intro" }, screen.intro)] : [];
  el.replaceChildren(
    make(
      "div",
      { class: "lo-form lo-card", role: "group", "aria-labelledby": title.id },
      title,
      ...intro,
      ...parts.map((each) => each.node),
      status,
      change,
    ),
  );

  function keep(given) {
    clearTimeout(silent);
    silent = setTimeout(() => excuse(screen.silence), SILENCE);
    tell(model, { ask: "keep", answers: given }, stopped);
  }

  function stopped() {
    if (silent) excuse(screen.stopped);
  }

  /** Say why nothing was kept. */
  function excuse(words) {
    rest();
    status.textContent = words;
  }

  function rest() {
    clearTimeout(silent);
    silent = null;
  }

  function hear(answer) {
    if (!("kept" in answer) && !answer.problems && !answer.trouble) return;
    rest();
    for (const field of fields) field.complain(answer.problems?.[field.name] ?? "");
    status.textContent = answer.trouble ?? "";
    if (answer.kept) settle(answer.kept, answer.when);
    if (answer.kept) announce(screen.key, answer);
  }

  /** Put what was kept at an earlier visit back into its fields, with what was said about it. */
  function restore(answers, when) {
    for (const field of fields) {
      if (field.name in answers) field.write(answers[field.name]);
    }
    for (const each of parts) each.judge(answers);
    settle(answers, when);
  }

  /** Once every answer is kept: say so with its date, and lock what is to be locked. */
  function settle(answers, when) {
    if (!fields.every((field) => field.name in answers)) return;
    if (screen.done) status.textContent = filled(screen.done, answers, when);
    if (screen.locks) lock(true);
  }

  function lock(locked) {
    const focused = el.contains(document.activeElement);
    for (const each of parts) each.lock(locked);
    change.hidden = !locked || !screen.change;
    if (!locked) {
      status.textContent = "";
      fields[0].focus();
    } else if (focused) (screen.change ? change : status).focus();
  }

  function filled(template, answers, when) {
    const words = { answer: fields[0].words(answers[fields[0].name]), date: longDate(when) };
    return template.replace(/\{(answer|date)\}/g, (_, name) => words[name]);
  }

  change.addEventListener("click", () => lock(false));
  model.on("msg:custom", hear);
  model.on("comm_live_update", stopped);
  if (screen.kept) restore(screen.kept, screen.when);
  return () => {
    rest();
    model.off("msg:custom", hear);
    model.off("comm_live_update", stopped);
  };
}

/** Some fields and the button that hands them in; with what is said about each answer. */
function part(fields, screen, position, keep) {
  const number = make("span", { class: "lo-unseen" }, ` question ${position + 1}`);
  const button = quiet(make("button", { type: "submit" }, screen.button));
  if (screen.each) button.append(number);
  const inside = make("fieldset", { class: "lo-part" });
  inside.append(...fields.flatMap((field) => [field.node, field.problem, field.feedback]), button);
  const node = make("form", { novalidate: true }, inside);
  let kept = false;

  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const problems = fields.map((field) => field.check());
    fields.forEach((field, i) => field.complain(problems[i]));
    const first = problems.findIndex((problem) => problem);
    if (first >= 0) return fields[first].focus();
    const given = Object.fromEntries(fields.map((field) => [field.name, field.read()]));
    judge(given);
    keep(given);
  });
  node.addEventListener("input", () => {
    if (!kept) return;
    for (const field of fields) field.judge(null); // what was said belongs to another answer
    kept = false;
  });

  function judge(answers) {
    for (const field of fields) if (field.name in answers) field.judge(answers[field.name]);
    kept = true;
  }
  const lock = (locked) => {
    inside.disabled = locked;
    button.hidden = locked;
  };
  return { node, judge, lock };
}

const longDate = (when) =>
  new Date(when).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

// ---- Steps -------------------------------------------------------------------------------
// Situations that follow from what the reader chooses. All of it is in the screen: nothing is
// asked of Python and nothing is kept.

function steps(el, model, screen) {
  const { words } = screen;
  const way = []; // what was chosen so far: the scene, and the words of the choice
  let now = screen.start;

  const title = make("p", { class: "lo-title", id: unique() }, screen.title);
  const intro = screen.intro ? [make("p", { class: "lo-intro" }, screen.intro)] : [];
  const passed = make("ol", { class: "lo-way", "aria-label": words.way });
  const place = make("p", { class: "lo-place", tabindex: -1 });
  const text = make("p", { class: "lo-scene", "aria-live": "polite" });
  const choices = make("div", { class: "lo-choices" });
  const after = make("div", { class: "lo-after" }, make("p", { class: "lo-place" }, words.after));
  const list = make("ul", {}, ...screen.after.map(happened));
  const back = quiet(make("button", { type: "button" }, words.back));
  const again = quiet(make("button", { type: "button" }, words.again));
  after.append(list);
  el.replaceChildren(
    make(
      "div",
      { class: "lo-steps lo-card", role: "group", "aria-labelledby": title.id },
      title,
      ...intro,
      passed,
      place,
      text,
      choices,
      after,
      make("div", { class: "lo-moves" }, back, again),
    ),
  );

  function happened([when, what]) {
    return make("li", {}, make("strong", {}, when), `: ${what}`);
  }

  function choose(label, to) {
    way.push([now, label]);
    go(to);
  }

  /** Show a scene; the focus goes to its heading, since the button that led here is gone. */
  function go(name) {
    draw(name);
    place.focus();
  }

  function draw(name) {
    now = name;
    const scene = screen.scenes[name];
    place.textContent = scene.place;
    text.textContent = scene.text;
    choices.replaceChildren(...scene.choices.map(choice));
    passed.replaceChildren(
      ...way.map(([from, label]) => make("li", {}, `${screen.scenes[from].place}: ${label}`)),
    );
    passed.hidden = back.hidden = again.hidden = way.length === 0;
    after.hidden = scene.choices.length > 0;
  }

  function choice([label, to]) {
    const button = quiet(make("button", { type: "button" }, label));
    button.addEventListener("click", () => choose(label, to));
    return button;
  }

  back.addEventListener("click", () => go(way.pop()[0]));
  again.addEventListener("click", () => {
    way.length = 0;
    go(screen.start);
  });
  draw(now);
  return () => {};
}

// ---- Controls ----------------------------------------------------------------------------
// Each one is a native input with a label. `read` gives what is sent to Python: for a list of
// values the place in the list (so nothing but a place ever comes back), else what was typed.

const CONTROLS = { range, select, radio, checkbox, number, text };

function range(field) {
  const input = make("input", { type: "range", min: 0, max: field.options.length - 1, step: 1 });
  const value = make("span", { class: "lo-value", "aria-hidden": "true" });
  value.style.minWidth = `${Math.max(...field.options.map((words) => words.length))}ch`;
  const say = () => {
    value.textContent = field.options[input.value];
    input.setAttribute("aria-valuetext", field.options[input.value]);
  };
  input.value = field.start;
  input.addEventListener("input", say);
  say();
  const read = () => Number(input.value);
  const write = (place) => {
    input.value = place;
    say();
  };
  return labelled(field, input, [input, value], read, write);
}

function select(field) {
  const options = field.options.map((words, i) => make("option", { value: i }, words));
  if (field.start === null) options.unshift(make("option", { value: "" }, "Choose…"));
  const input = make("select", {}, ...options);
  input.value = field.start ?? "";
  const read = () => (input.value === "" ? null : Number(input.value));
  return labelled(field, input, [input], read, (place) => (input.value = place));
}

function radio(field) {
  const name = unique();
  const legend = make("legend", {}, field.label);
  const inputs = field.options.map(() => quiet(make("input", { type: "radio", name })));
  const choices = inputs.map((input, i) =>
    make("label", {}, input, make("span", {}, field.options[i])),
  );
  const write = (place) => inputs.forEach((input, i) => (input.checked = i === place));
  const read = () => {
    const place = inputs.findIndex((input) => input.checked);
    return place < 0 ? null : place;
  };
  write(field.start);
  const node = make("fieldset", { class: "lo-field lo-radio" }, legend, ...choices);
  return answered(field, node, inputs, node, read, write);
}

function checkbox(field) {
  const input = quiet(make("input", { type: "checkbox" }));
  input.checked = Boolean(field.start);
  const words = make("span", {}, field.label);
  const node = make("label", { class: "lo-field lo-checkbox" }, input, words);
  const read = () => Number(input.checked);
  const write = (place) => (input.checked = Boolean(place));
  return answered(field, node, [input], input, read, write);
}

function number(field) {
  const input = keepEnter(make("input", { type: "number", step: "any", inputmode: "decimal" }));
  const unit = make("span", { class: "lo-unit", "aria-hidden": "true" }, field.unit);
  const read = () => (input.value === "" ? null : input.valueAsNumber);
  const control = labelled(field, input, [input, unit], read, (value) => (input.value = value));
  control.words = (value) => {
    const digits = { maximumFractionDigits: 20, useGrouping: Math.abs(value) >= 10000 };
    const typed = value.toLocaleString("en-GB", digits);
    return `${typed}${field.unit.startsWith("%") ? "" : " "}${field.unit}`.trim();
  };
  control.check = () => {
    if (input.validity.badInput) return field.sentences.kind;
    const value = read();
    if (value === null) return field.needed ? field.sentences.missing : "";
    const low = field.low !== null && value < field.low;
    const high = field.high !== null && value > field.high;
    return low || high ? field.sentences.outside : "";
  };
  return control;
}

function text(field) {
  const many = field.rows > 1;
  const bare = many ? make("textarea", { rows: field.rows }) : make("input", { type: "text" });
  const input = keepEnter(bare);
  const write = (words) => (input.value = words);
  const control = labelled(field, input, [input], () => input.value, write);
  control.words = (words) => words;
  control.check = () => (field.needed && !input.value.trim() ? field.sentences.missing : "");
  return control;
}

function labelled(field, input, inside, read, write) {
  input.id = unique();
  quiet(input);
  const label = make("label", { for: input.id }, field.label);
  const line = make("div", { class: "lo-line" }, ...inside);
  const node = make("div", { class: `lo-field lo-${field.kind}` }, label, line);
  return answered(field, node, [input], input, read, write);
}

/** What every control can do; `described` is the element that its problem belongs to. */
function answered(field, node, inputs, described, read, write) {
  const problem = make("p", { class: "lo-problem", id: unique(), "aria-live": "polite" });
  const feedback = make("p", { class: "lo-feedback", "aria-live": "polite" });
  described.setAttribute("aria-describedby", problem.id);
  return {
    name: field.name,
    node,
    problem,
    feedback,
    read,
    write,
    words: (place) => field.options[place],
    check: () => (field.needed && read() === null ? field.sentences.missing : ""),
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
    complain(words) {
      problem.textContent = words;
      for (const input of inputs) {
        if (words) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    },
    judge(place) {
      feedback.textContent = (place === null ? "" : field.feedback?.[place]) ?? "";
      feedback.dataset.right = String(field.right === place);
    },
  };
}

// ---- Coding ------------------------------------------------------------------------------
// A form whose fields are passages. Each choice is sent as a draft, which nobody answers. Once
// all are kept, they stand beside another reader's codes, which are in the screen.

SCREENS.coding = coding;
CONTROLS.passage = passage;

function coding(el, model, screen) {
  const down = form(el, model, screen);
  const names = screen.fields.map((field) => field.name);
  const inputs = [...el.querySelectorAll(".lo-passage")].map((node) => [
    ...node.querySelectorAll("input"),
  ]);
  const report = make("details", { class: "lo-report", hidden: true });
  el.firstChild.append(report);

  function draft() {
    const places = inputs.map((radios) => radios.findIndex((input) => input.checked));
    const chosen = names.map((name, i) => [name, places[i]]).filter(([, place]) => place >= 0);
    tell(model, { ask: "draft", answers: Object.fromEntries(chosen) }, () => {});
  }

  function hear(answer) {
    if (answer.kept) show(answer.kept);
  }

  function show(kept) {
    if (!names.every((name) => name in kept)) return;
    report.replaceChildren(...beside(screen, kept));
    report.hidden = false;
  }

  if (screen.kept) show(screen.kept);
  else names.forEach((name, i) => name in screen.draft && (inputs[i][screen.draft[name]].checked = true));
  el.addEventListener("change", draft);
  model.on("msg:custom", hear);
  return () => {
    down();
    el.removeEventListener("change", draft);
    model.off("msg:custom", hear);
  };
}

/** A passage, and its codes as radio buttons in a row. */
function passage(field) {
  const control = radio(field);
  const text = make("p", { class: "lo-text", id: unique() }, field.text);
  control.node.classList.add("lo-passage");
  control.node.querySelector("legend").after(text);
  control.node.setAttribute("aria-describedby", `${text.id} ${control.problem.id}`);
  return control;
}

/** What stands in the report: two sentences, the passages one by one, and the grid of codes. */
function beside(screen, kept) {
  const { words, fields } = screen;
  const codes = fields[0].options;
  const mine = fields.map((field) => kept[field.name]);
  const theirs = fields.map((field) => screen.theirs[field.name][0]);
  const found = agreement(mine, theirs, codes.length);
  const said = (template) => template.replace(/\{(\w+)\}/g, (_, name) => found[name]);
  const rows = fields.map((field, i) => {
    const why = mine[i] === theirs[i] ? "" : screen.theirs[field.name][1];
    return [field.label, codes[mine[i]], codes[theirs[i]], why];
  });
  const met = (row, column) =>
    mine.filter((code, i) => code === row && theirs[i] === column).length;
  const grid = codes.map((code, row) => [code, ...codes.map((_, column) => met(row, column))]);
  return [
    quiet(make("summary", {}, words.title)),
    make("p", {}, said(words.same)),
    make("p", {}, said(found.kappa === null ? words.none : words.kappa)),
    tableOf(words.title, words.columns, rows),
    tableOf(words.grid, ["", ...codes], grid),
  ];
}

/** How far two lists of codes agree, written out; the same arithmetic as coding.agreement. */
function agreement(mine, theirs, codes) {
  const items = mine.length;
  const same = mine.filter((code, i) => code === theirs[i]).length;
  const used = (list, code) => list.filter((each) => each === code).length;
  let pairs = 0;
  for (let code = 0; code < codes; code++) pairs += used(mine, code) * used(theirs, code);
  const luck = pairs / items ** 2;
  const percent = (part) => Math.round(100 * part);
  const found = { items, same, percent: percent(same / items), luck: percent(luck) };
  if (luck >= 1) return { ...found, kappa: null };
  const part = same / items;
  const z2 = 1.959964 ** 2; // 95 per cent of a normal curve; the interval is Wilson's
  const middle = part + z2 / (2 * items);
  const half = Math.sqrt(z2 * ((part * (1 - part)) / items + z2 / (4 * items ** 2)));
  const ends = [middle - half, middle + half].map((end) => end / (1 + z2 / items));
  const kappa = (share) => ((share - luck) / (1 - luck)).toFixed(2).replace("-", "−");
  const [low, high] = [Math.max(0, ends[0]), Math.min(1, ends[1])];
  return { ...found, kappa: kappa(part), low: kappa(low), high: kappa(high) };
}

function tableOf(caption, columns, rows) {
  const head = columns.map((words) => make(words ? "th" : "td", words ? { scope: "col" } : {}, words));
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((words) => make("td", {}, String(words)));
    return make("tr", {}, make("th", { scope: "row" }, first), ...cells);
  });
  return make(
    "div",
    { class: "lo-wide", tabindex: 0, role: "region", "aria-label": caption },
    make(
      "table",
      {},
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...body),
    ),
  );
}

// ---- Opening -----------------------------------------------------------------------------
// A sealed envelope beside what happened. All of it is in the screen and stands behind a closed
// line; nothing of it is put on the page before the envelope is sealed.

SCREENS.opening = opening;

/** Tell the other screens of the page what a form has kept. */
function announce(key, { kept, when }) {
  document.dispatchEvent(new CustomEvent("lo-form-kept", { detail: { key, kept, when } }));
}

function opening(el, model, screen) {
  const { words } = screen;
  const title = make("p", { class: "lo-title", id: unique() }, screen.title);
  const status = make("p", { class: "lo-status", "aria-live": "polite" }, words.wait);
  const report = make("details", { class: "lo-report", hidden: true });
  el.replaceChildren(
    make(
      "div",
      { class: "lo-form lo-card", role: "group", "aria-labelledby": title.id },
      title,
      status,
      report,
    ),
  );

  function show(kept, when) {
    if (!screen.fields.every((field) => field.name in kept)) return;
    status.textContent = words.sealed.replace("{date}", longDate(when));
    report.replaceChildren(...opened(screen, kept));
    report.hidden = false;
  }

  function hear({ detail }) {
    if (detail.key === screen.key) show(detail.kept, detail.when);
  }

  if (screen.kept) show(screen.kept, screen.when);
  document.addEventListener("lo-form-kept", hear);
  return () => document.removeEventListener("lo-form-kept", hear);
}

/** What stands in the envelope: the score, the answers as a table, and how each one ended. */
function opened(screen, kept) {
  const { words, fields, outcomes, coin } = screen;
  const said = fields.map((field) => kept[field.name]);
  const ends = fields.map((field) => (outcomes[field.name][0] ? 1 : 0));
  const errors = said.map((percent, i) => (percent / 100 - ends[i]) ** 2);
  const sum = errors.reduce((total, error) => total + error, 0);
  const score = sum / errors.length;
  const costliest = errors.indexOf(Math.max(...errors));
  const turned = (said[costliest] / 100 - (1 - ends[costliest])) ** 2;
  const other = (sum - errors[costliest] + turned) / errors.length;
  const near = Math.abs(score - coin) < 1e-9;
  const found = {
    score: score.toFixed(2),
    coin: coin.toFixed(2),
    verdict: near ? words.same : score < coin ? words.better : words.worse,
    number: costliest + 1,
    other: other.toFixed(2),
    items: errors.length,
  };
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const answer = (end) => (end ? words.yes : words.no);
  const rows = said.map((percent, i) => [
    String(i + 1),
    `${percent}%`,
    answer(ends[i]),
    errors[i].toFixed(2),
  ]);
  const stories = fields.map((field, i) => {
    const [, day, what, source, limits] = outcomes[field.name];
    const settled = fill(words.settled, { answer: answer(ends[i]), day });
    return make(
      "li",
      {},
      make("p", {}, field.label.replace(/^\d+\. /, "")),
      make("p", {}, make("strong", {}, settled), ` ${what}`),
      make("p", { class: "lo-source" }, `${words.source} ${source}`),
      make("p", {}, make("em", {}, words.limits), ` ${limits}`),
    );
  });
  return [
    quiet(make("summary", {}, words.open)),
    make("p", {}, fill(words.score, found)),
    make("p", {}, fill(words.one, found)),
    tableOf(words.caption, words.columns, rows),
    ...screen.after.map((sentence) => make("p", {}, sentence)),
    make("ol", { class: "lo-stories" }, ...stories),
  ];
}

// ---- The memo ----------------------------------------------------------------------------
// Claims to pick, paragraphs to write, citations to put in. What a memo is, lacks and becomes
// is worked out here as in memo.py, from the same words, so that it needs no answer from
// Python; only saving in a folder does.

SCREENS.memo = memo;

const PAUSE = 800; // ms without a key before a draft is sent and the memo is judged again
const SHOWN = 8; // claims that are listed at once

function memo(el, model, screen) {
  const { words } = screen;
  const book = memoBook(screen);
  const picked = new Set();
  const stages = {};
  let before = screen.before; // the memo that another one took the place of
  let untouched = null; // the memo that was opened last, as it stood in its file
  let last = null; // the text where the cursor was last
  let said = "";
  let lull, silent;

  const title = make("p", { class: "lo-title", id: unique() }, screen.title);
  const intro = screen.intro ? [make("p", { class: "lo-intro" }, screen.intro)] : [];
  const status = make("p", { class: "lo-status", "aria-live": "polite" });
  const whole = make(
    "div",
    { class: "lo-form lo-memo lo-card", role: "group", "aria-labelledby": title.id },
    title,
    ...intro,
  );
  const stage = (name, ...inside) => {
    stages[name] = make("p", { class: "lo-place", tabindex: -1 }, words[name]);
    whole.append(make("div", { class: "lo-stage-of-memo" }, stages[name], ...inside));
  };
  const announce = (sentence) => (status.textContent = sentence);
  const button = (label, act, hint) => {
    const made = quiet(make("button", { type: "button" }, label));
    if (hint) made.append(make("span", { class: "lo-unseen" }, ` ${hint}`));
    made.addEventListener("click", act);
    return made;
  };

  // Picking
  const groups = Object.keys(words.groups).filter((name) => book.groups[name].length);
  const lists = groups.map((name) => words.groups[name]);
  const where = select({ kind: "select", label: words.where, options: lists, start: 0 });
  const search = text({ kind: "text", label: words.search, rows: 1 });
  const found = make("p", { class: "lo-found", "aria-live": "polite" });
  const list = make("ul", { class: "lo-list lo-hits" });
  stage("pick", make("div", { class: "lo-controls" }, where.node, search.node), found, list);

  // What is picked
  const tray = make("ul", { class: "lo-list" });
  const none = make("p", {}, words.none);
  stage("tray", none, tray);

  // Writing
  const heads = Object.entries(screen.heads).map(([name, label]) =>
    text({ kind: "text", name, label, rows: 1 }),
  );
  const parts = Object.entries(screen.parts).map(([name, label]) =>
    text({ kind: "text", name, label, rows: 7 }),
  );
  const areas = parts.map((part) => part.node.querySelector("textarea"));
  stage("write", ...heads.map((head) => head.node), make("p", {}, words.before), ...parts.map((part) => part.node));

  // Judging
  const count = make("p", { class: "lo-count" });
  const faults = make("div");
  stage("state", count, faults);

  // Keeping
  const saveButton = button(words.save, save);
  const files = make("select", { id: unique() });
  const openButton = button(words.open_button, open);
  const opener = make("div", { class: "lo-line" }, make("label", { for: files.id }, words.open), quiet(files), openButton);
  const file = quiet(make("input", { type: "file", id: unique(), accept: ".md,.html,.htm" }));
  const filer = make("div", { class: "lo-line" }, make("label", { for: file.id }, words.file), file);
  const backButton = button(words.back, back);
  const others = [
    button(words.copy, copy),
    button(words.markdown, () => download("memo.md", "text/markdown", book.markdown(read()))),
    button(words.page, () => download("memo.html", "text/html", book.html(read()))),
    button(words.print, print),
  ];
  stage("keep", make("div", { class: "lo-moves" }, saveButton, ...others, backButton), opener, filer, status);
  el.replaceChildren(whole);

  // ---- What is shown

  function lookUp() {
    const group = groups[where.read()];
    const sought = search.read().trim().toLowerCase();
    const hits = book.groups[group].filter((id) => book.line(id).toLowerCase().includes(sought));
    const some = hits.slice(0, SHOWN);
    const sentence = filledIn(words.found, { count: hits.length, shown: some.length });
    found.textContent = hits.length > SHOWN ? `${sentence} ${words.more}` : sentence;
    list.replaceChildren(
      ...some.map((id) => {
        const line = make("span", {}, book.line(id));
        return make("li", {}, line, button(words.add, () => pick(id), id));
      }),
    );
  }

  function pick(id) {
    picked.add(id);
    showTray();
    announce(filledIn(words.picked, { id }));
    changed();
  }

  function drop(id) {
    picked.delete(id);
    showTray();
    stages.tray.focus();
    announce(filledIn(words.dropped, { id }));
    changed();
  }

  function showTray() {
    none.hidden = picked.size > 0;
    tray.replaceChildren(...[...picked].filter(book.known).map(chosen));
  }

  /** One line of the tray: the claim, what its checks say, and what can be put into the text. */
  function chosen(id) {
    const line = make("li", {}, book.line(id));
    const stamp = screen.passports[id];
    if (stamp) line.append(make("span", { class: "lo-aside" }, `${words.stamp}: ${stamp}.`));
    const checks = screen.claims[id]?.[3] ?? [];
    for (const check of checks) {
      const verdict = screen.checks[check][0];
      const bad = verdict !== screen.settled;
      const aside = { class: "lo-aside", "data-bad": String(bad) };
      line.append(make("span", aside, filledIn(words.verdict, { check, verdict })));
    }
    if (screen.claims[id] && !checks.length) line.append(make("span", { class: "lo-aside" }, words.unchecked));
    const moves = make("div", { class: "lo-moves" }, button(words.cite, () => put(`[${id}]`), id));
    for (const check of checks) {
      const [verdict, caveat] = screen.checks[check];
      if (verdict !== screen.settled) moves.append(button(words.caveat, () => put(caveat), `${id}, ${check}`));
      else moves.append(button(`${words.check} ${check}`, () => put(`[${check}]`), id));
    }
    moves.append(button(words.drop, () => drop(id), id));
    line.append(moves);
    return line;
  }

  /** Put a citation or a caveat where the cursor was last; the reader goes on writing there. */
  function put(mark) {
    const area = last ?? areas[0];
    const [start, end] = [area.selectionStart, area.selectionEnd];
    const [head, tail] = [area.value.slice(0, start), area.value.slice(end)];
    const space = head && !/\s$/.test(head) ? " " : "";
    area.value = `${head}${space}${mark}${tail}`;
    area.focus();
    const place = start + space.length + mark.length;
    area.setSelectionRange(place, place);
    announce(filledIn(words.into, { mark, part: parts[areas.indexOf(area)].node.querySelector("label").textContent }));
    changed();
  }

  // ---- What is written

  function read() {
    const written = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.read()]));
    return { ...written(heads), parts: written(parts), claims: [...picked] };
  }

  function write(kept) {
    for (const head of heads) head.write(kept[head.name] ?? "");
    for (const part of parts) part.write(kept.parts?.[part.name] ?? "");
    picked.clear();
    for (const id of kept.claims ?? []) picked.add(id);
    last = null;
    showTray();
    judge();
  }

  function changed() {
    clearTimeout(lull);
    lull = setTimeout(() => {
      keepDraft();
      judge();
    }, PAUSE);
  }

  function keepDraft() {
    clearTimeout(lull);
    lull = null;
    tell(model, { ask: "draft", answers: read() }, () => announce(screen.stopped));
  }

  function judge() {
    const now = read();
    const number = book.words(book.text(now));
    const [least, most] = screen.limits;
    count.textContent = filledIn(words.count, { words: number, least, most });
    const [problems, warnings] = [book.problems(now), book.warnings(now)];
    const block = (heading, lines, bad) =>
      lines.length
        ? [make("p", { class: "lo-aside", "data-bad": String(bad) }, heading), make("ul", {}, ...lines.map((line) => make("li", {}, line)))]
        : [];
    const fine = problems.length || book.caveatsMissing(now).length ? [] : [make("p", {}, words.fine)];
    faults.replaceChildren(...block(words.refused, problems, true), ...block(words.warned, warnings, false), ...fine);
  }

  // ---- What is kept

  function save() {
    clearTimeout(lull);
    lull = null;
    judge();
    const problems = book.problems(read());
    if (problems.length) {
      keepDraft();
      return announce(filledIn(words.not_saved, { problems: problems[0] }));
    }
    ask({ ask: "save", key: "save", answers: read() });
  }

  function open() {
    if (files.value) ask({ ask: "open", key: `open ${files.value}`, name: files.value });
  }

  function ask(message) {
    clearTimeout(silent);
    silent = setTimeout(() => announce(words.nobody), SILENCE);
    tell(model, message, () => {
      clearTimeout(silent);
      announce(words.nobody);
    });
  }

  function hear(answer) {
    if (!answer || !("saved" in answer || "opened" in answer || answer.problems || answer.trouble)) return;
    clearTimeout(silent);
    if (answer.problems) announce(filledIn(words.not_saved, { problems: answer.problems[0] }));
    if (answer.trouble) announce(answer.trouble);
    if (answer.files) showFiles(answer.files);
    if (answer.saved) announce(answer.saved);
    if (answer.opened) take(answer.opened, answer.name);
  }

  /** Another memo takes the place of this one, which can be brought back; a memo that was only
   *  opened and not changed does not push out what was kept before. */
  function take(other, name) {
    if (JSON.stringify(read()) !== untouched) before = read();
    write(other);
    untouched = JSON.stringify(read());
    backButton.hidden = false;
    keepDraft();
    announce(filledIn(words.opened, { name }));
  }

  function back() {
    [before] = [read(), write(before)];
    keepDraft();
    announce(words.backed);
  }

  async function fromFile() {
    const [chosen] = file.files;
    if (!chosen) return;
    const kept = book.unpack(await chosen.text());
    if (kept) take(kept, chosen.name);
    else announce(filledIn(words.no_memo, { name: chosen.name }));
    file.value = "";
  }

  function showFiles(names) {
    files.replaceChildren(...names.map((name) => make("option", { value: name }, name)));
    opener.hidden = names.length === 0;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(book.markdown(read()));
      announce(words.copied);
    } catch {
      announce(words.not_copied);
    }
  }

  function download(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    announce(filledIn(words.downloaded, { name }));
  }

  /** Print the memo alone, from a page that nobody sees. */
  function print() {
    const frame = make("iframe", { class: "lo-unseen", title: screen.title, tabindex: -1 });
    frame.srcdoc = book.html(read());
    frame.addEventListener("load", () => {
      frame.contentWindow.addEventListener("afterprint", () => frame.remove());
      frame.contentWindow.print();
    });
    whole.append(frame);
  }

  for (const area of areas) area.addEventListener("focus", () => (last = area));
  where.node.addEventListener("input", lookUp);
  search.node.addEventListener("input", lookUp);
  for (const field of [...heads, ...parts]) {
    field.node.addEventListener("input", changed);
    field.node.addEventListener("change", keepDraft);
  }
  file.addEventListener("change", fromFile);
  model.on("msg:custom", hear);
  saveButton.hidden = Boolean(screen.offline);
  backButton.hidden = !before;
  showFiles(screen.offline ? [] : screen.files);
  write(screen.kept);
  lookUp();
  return () => {
    if (lull) keepDraft();
    clearTimeout(silent);
    model.off("msg:custom", hear);
  };
}

const filledIn = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** What can be cited, and what a memo has, lacks and becomes: memo.py once more. */
function memoBook(screen) {
  const { claims, checks, context, documents, says, words } = screen;
  const id = "\\[([A-Za-z][A-Za-z_-]*[@0-9][0-9A-Za-z_@.-]*)\\]";
  const mark = new RegExp(id, "g");
  const run = new RegExp(`${id}(?:\\s*${id})*`, "g");
  const afterStop = new RegExp(`([.!?])[ \\t]*((?:${id}\\s*)+)`, "g");
  const place = new RegExp(screen.patterns.place, "g");
  const law = new RegExp(screen.patterns.law);
  const figure = /(?<![A-Za-z0-9_.,])[0-9][0-9,]*(?:\.[0-9]+)?/g;

  const known = (name) => name in claims || name in checks || name in context;
  const once = (list) => [...new Set(list)];
  const cited = (text) => once([...text.matchAll(mark)].map((found) => found[1]));
  const text = (memo) => Object.keys(screen.parts).map((name) => memo.parts[name] ?? "").join("\n\n");
  const paragraphs = (text) => text.split(/\n\s*\n/).map((each) => each.trim()).filter(Boolean);
  const start = (text) => text.trim().split(/\s+/).slice(0, 8).join(" ");
  const traced = (text) => [mark, place, law].some((pattern) => text.search(pattern) >= 0);
  const count = (text) =>
    text.replace(mark, " ").split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;

  function sentences(text) {
    const moved = text.replace(afterStop, (_, stop, marks) => ` ${marks.trim()}${stop} `);
    return moved.split(/(?<=[.!?])\s+(?=[^a-z\s])/).map((each) => each.trim()).filter(Boolean);
  }

  function telling(number) {
    const value = Number(number.replaceAll(",", ""));
    return !/^(?:19|20)\d\d$/.test(number) && !(value <= 3 && Number.isInteger(value));
  }

  function figures(text) {
    const bare = text.replace(mark, " ").replace(place, " ");
    return (bare.match(figure) ?? []).map((each) => each.replace(/,+$/, "")).filter(telling);
  }

  function problems(memo) {
    const all = text(memo);
    if (!all.trim()) return [says.nothing];
    const strangers = cited(all).filter((name) => !known(name));
    const nowhere = once(all.match(place) ?? []).filter((each) => !screen.places.includes(each));
    const bare = paragraphs(all).flatMap(sentences).filter((each) => figures(each).length && !traced(each));
    return [
      ...strangers.map((name) => filledIn(says.unknown, { id: name })),
      ...nowhere.map((each) => filledIn(says.place, { place: each })),
      ...bare.map((each) => filledIn(says.figure, { start: start(each) })),
    ];
  }

  function caveatsMissing(memo) {
    const blocks = paragraphs(text(memo)).map(cited);
    return cited(text(memo)).flatMap((name) =>
      (claims[name]?.[3] ?? [])
        .filter((check) => checks[check][0] !== screen.settled)
        .filter((check) => !blocks.some((block) => block.includes(name) && block.includes(check)))
        .map((check) => [name, check]),
    );
  }

  function warnings(memo) {
    const number = count(text(memo));
    const [least, most] = screen.limits;
    const names = Object.keys(documents);
    const nameless = paragraphs(text(memo)).filter((each) => names.some((name) => each.includes(name)) && !traced(each));
    const empty = (labels, values) => Object.entries(labels).filter(([name]) => !(values[name] ?? "").trim()).map(([, label]) => label);
    return [
      ...caveatsMissing(memo).map(([name, check]) => filledIn(says.caveat, { id: name, check, verdict: checks[check][0] })),
      ...nameless.map((each) => filledIn(says.name, { start: start(each) })),
      ...empty(screen.heads, memo).map((head) => filledIn(says.head, { head })),
      ...empty(screen.parts, memo.parts).map((part) => filledIn(says.empty, { part })),
      ...(number < least || number > most ? [filledIn(says.short, { words: number, least, most })] : []),
    ];
  }

  function short(name) {
    if (name in claims) return claims[name][1];
    return name in checks ? `check ${name}` : `context: ${context[name][1]}`;
  }

  const written = (text) => text.replace(run, (marks) => `(${once(cited(marks).filter(known).map(short)).join("; ")})`);

  function sources(memo) {
    const names = cited(text(memo)).filter(known);
    const from = once(names.filter((name) => name in claims).map((name) => claims[name][0]));
    const lines = names.map((name) => {
      if (name in claims) {
        const [, at, said, checked] = claims[name];
        return `${at} (${name}). ${said}${checked.map((each) => ` Check ${each}: ${checks[each][0]}.`).join("")}`;
      }
      if (name in checks) return `Check ${name}: ${checks[name][0]}. Source: ${checks[name][2]}.`;
      return `${context[name][0]}. ${context[name][1]}.`;
    });
    return [...lines, ...from.map((name) => `${name}: ${documents[name]}`)];
  }

  const heading = (memo) => memo.question.trim() || words.untitled;
  const head = (memo) => ["to", "sender"].filter((name) => memo[name].trim()).map((name) => [screen.heads[name], memo[name].trim()]);
  const filled = (memo) => Object.entries(screen.parts).filter(([name]) => (memo.parts[name] ?? "").trim());

  function markdown(memo) {
    const listed = sources(memo).map((line) => `- ${line}`).join("\n");
    return `${[
      `# ${heading(memo)}`,
      ...head(memo).map(([label, words]) => `**${label}:** ${words}`),
      ...filled(memo).flatMap(([name, label]) => [`## ${label}`, ...paragraphs(written(memo.parts[name]))]),
      ...(listed ? [`## ${words.sources}`, listed] : []),
      hidden(memo),
    ].join("\n\n")}\n`;
  }

  function html(memo) {
    const block = (words) => `<p>${escaped(words).replaceAll("\n", "<br>\n")}</p>\n`;
    const listed = sources(memo).map((line) => `<li>${escaped(line)}</li>\n`).join("");
    const body = [
      `<h1>${escaped(heading(memo))}</h1>\n`,
      ...head(memo).map(([label, words]) => `<p><strong>${label}:</strong> ${escaped(words)}</p>\n`),
      ...filled(memo).flatMap(([name, label]) => [`<h2>${label}</h2>\n`, ...paragraphs(written(memo.parts[name])).map(block)]),
      listed && `<h2>${words.sources}</h2>\n<ul class="sources">\n${listed}</ul>\n`,
    ].join("");
    return filledPage({ title: escaped(heading(memo)), body, data: hidden(memo) });
  }

  const filledPage = (values) => screen.page.replace(/\{(title|body|data)\}/g, (_, name) => values[name]);
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const escaped = (text) => text.replace(/[&<>"']/g, (sign) => signs[sign]);

  /** The memo as data in a comment, with no sign that could end it. */
  function hidden(memo) {
    const code = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return `<!-- ${screen.data} ${JSON.stringify(memo).replace(/[-<>]/g, code)} -->`;
  }

  function unpack(text) {
    const found = [...text.matchAll(new RegExp(`<!-- ${screen.data} (\\{[^]*?\\}) -->`, "g"))].at(-1);
    try {
      return JSON.parse(found[1]);
    } catch {
      return null;
    }
  }

  const line = (name) => {
    if (name in claims) return `${claims[name][1]} · ${claims[name][2]} (${name})`;
    if (name in checks) return `${name} · ${checks[name][0]} · ${checks[name][1].replace(` [${name}]`, "")}`;
    return `${context[name].join(". ")} (${name})`;
  };
  const groups = {
    passports: Object.keys(screen.passports),
    claims: Object.keys(claims),
    checks: Object.keys(checks),
    context: Object.keys(context),
  };
  return { known, text, words: count, problems, warnings, caveatsMissing, markdown, html, unpack, line, groups };
}

// ---- Small tools -------------------------------------------------------------------------

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const unique = () => `lo-${Math.random().toString(36).slice(2)}`;

/** JupyterLab takes arrow keys and letters for commands unless the focused element says no. */
function quiet(node) {
  node.setAttribute("data-lm-suppress-shortcuts", "true");
  return node;
}

/** The keys of a quiet control are its own; Escape gives them back to JupyterLab's cell. */
function leave(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  event.currentTarget.closest(".jp-Cell")?.focus({ preventScroll: true });
}

/** JupyterLab also cancels Enter in a cell; heard here first, it stays a new line or a submit. */
function keepEnter(node) {
  node.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertLineBreak") event.stopImmediatePropagation();
  });
  return node;
}

/** Send a message; a kernel that was restarted no longer takes any. */
function tell(model, message, giveUp) {
  try {
    model.send(message);
  } catch {
    giveUp();
  }
}

function dress() {
  let style = document.querySelector("style[data-lo]");
  if (!style) document.head.append((style = make("style", { "data-lo": true })));
  style.textContent = LOOK;
}

// ---- Look --------------------------------------------------------------------------------
// A light card with its own colours (those of style.py), so that it reads in any theme.

const LOOK = `
.lo-card {
  background: #ffffff; color: #1b1f24; color-scheme: light; accent-color: #3b4350;
  border: 1px solid #d0d7de; border-radius: 6px; padding: 12px 16px; margin: 8px 0;
  max-width: 760px; font: 14px/1.45 system-ui, sans-serif; overflow-wrap: anywhere;
}
.lo-explorer, .lo-form, .lo-explorer *, .lo-form * { box-sizing: border-box; }
.lo-card p { margin: 0; }
.lo-card .lo-title { font-size: 15px; font-weight: 600; }
.lo-card .lo-intro { margin-top: 4px; }
.lo-controls { display: flex; flex-wrap: wrap; gap: 10px 28px; margin-top: 10px; }
.lo-field { min-width: 0; margin: 0; padding: 0; border: 0; }
.lo-field > label, .lo-field > legend {
  display: block; padding: 0; margin-bottom: 3px; color: #57606a; font-size: 13px;
}
.lo-line { display: flex; align-items: center; gap: 10px; min-height: 30px; }
.lo-value { font-weight: 600; font-variant-numeric: tabular-nums; }
.lo-range input { width: 180px; max-width: 100%; margin: 0; }
.lo-card select, .lo-card input[type="number"], .lo-card input[type="text"], .lo-card textarea {
  font: inherit; color: inherit; background: #ffffff; max-width: 100%;
  border: 1px solid #6e7781; border-radius: 4px; padding: 4px 8px;
}
.lo-card input[type="number"] { width: 9em; }
.lo-card input[type="text"], .lo-card textarea, .lo-text { width: 100%; }
.lo-card .lo-radio > label, .lo-card .lo-checkbox {
  display: flex; align-items: flex-start; gap: 10px; padding: 3px 0; margin: 0;
  color: inherit; font-size: 14px; cursor: pointer;
}
.lo-controls .lo-radio { display: flex; flex-wrap: wrap; gap: 0 16px; }
.lo-controls .lo-checkbox { align-self: flex-end; }
.lo-card input[type="radio"], .lo-card input[type="checkbox"] { margin: 3px 0 0; flex: none; }
.lo-card .lo-sentence {
  /* Room for two lines, so that the picture stays where it is. */
  margin-top: 10px; padding-top: 10px; border-top: 1px solid #d0d7de; min-height: 52px;
}
.lo-stage { position: relative; max-width: 760px; }
.lo-stage .lo-busy {
  position: absolute; top: 10px; right: 12px; margin: 0; padding: 2px 10px; border-radius: 10px;
  background: #3b4350; color: #ffffff; font: 13px/1.5 system-ui, sans-serif;
}
.lo-stage .lo-busy[hidden] { display: none; }
.lo-card .lo-part { border: 0; padding: 0; margin: 10px 0 0; min-width: 0; }
.lo-form form + form .lo-part { border-top: 1px solid #d0d7de; padding-top: 10px; }
.lo-part .lo-field + .lo-problem + .lo-feedback + .lo-field { margin-top: 10px; }
.lo-part .lo-field > label:first-child, .lo-part .lo-field > legend {
  color: inherit; font-size: 14px; font-weight: 600; margin-bottom: 4px;
}
.lo-card button {
  font: inherit; font-weight: 600; margin-top: 8px; padding: 4px 14px; cursor: pointer;
  color: #1b1f24; background: #eef1f4; border: 1px solid #6e7781; border-radius: 4px;
}
.lo-card button:hover { background: #d0d7de; }
.lo-card .lo-problem { color: #a40e26; margin-top: 4px; }
.lo-card .lo-feedback {
  margin-top: 8px; padding: 6px 10px; border-left: 4px solid #57606a; background: #eef1f4;
}
.lo-card .lo-feedback[data-right="true"] { border-left-color: #0072b2; background: #e1eff8; }
.lo-card .lo-status { margin-top: 10px; font-weight: 600; }
.lo-card .lo-problem:empty, .lo-card .lo-feedback:empty, .lo-card .lo-status:empty {
  margin: 0; padding: 0; border: 0;
}
.lo-card button[hidden] { display: none; }
.lo-card :disabled { opacity: 1; color: #1b1f24; }
.lo-card input:disabled, .lo-card textarea:disabled, .lo-card select:disabled {
  background: #eef1f4; border-color: #d0d7de;
}
.lo-explorer :focus-visible, .lo-form :focus-visible {
  /* JupyterLab has a thinner ring of its own for buttons. */
  outline: 3px solid #0072b2 !important; outline-offset: 2px !important; border-radius: 4px;
}
.lo-explorer summary { padding: 3px 6px; }
.lo-explorer summary:focus-visible { outline-offset: -3px !important; } /* its box cuts off */
.lo-unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
.lo-steps, .lo-steps * { box-sizing: border-box; }
.lo-steps .lo-way { margin: 8px 0 0; padding-left: 24px; color: #57606a; font-size: 13px; }
.lo-steps [hidden] { display: none; }
.lo-card .lo-place { margin-top: 10px; font-weight: 600; }
.lo-card .lo-scene { margin-top: 4px; }
.lo-choices { display: flex; flex-direction: column; align-items: flex-start; }
.lo-choices button { text-align: left; font-weight: 400; }
.lo-after { margin-top: 10px; border-top: 1px solid #d0d7de; }
.lo-after ul { margin: 4px 0 0; padding-left: 20px; }
.lo-moves { display: flex; gap: 10px; }
.lo-moves button { font-size: 13px; }
.lo-steps :focus-visible {
  outline: 3px solid #0072b2 !important; outline-offset: 2px !important; border-radius: 4px;
}
.lo-card .lo-passage > legend { font-weight: 600; }
.lo-card .lo-passage > .lo-text { margin: 2px 0 4px; }
.lo-card .lo-passage > label { display: inline-flex; margin-right: 20px; }
.lo-passage label:has(:checked) span { font-weight: 600; }
.lo-report { margin-top: 12px; border-top: 1px solid #d0d7de; padding-top: 8px; }
.lo-report[hidden] { display: none; }
.lo-report summary { cursor: pointer; font-weight: 600; }
.lo-card .lo-report p { margin-top: 6px; }
.lo-wide { overflow-x: auto; margin-top: 10px; }
.lo-report table { border-collapse: collapse; width: 100%; font-size: 13px; overflow-wrap: normal; }
.lo-report caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
.lo-report :is(th, td) {
  text-align: left; vertical-align: top; font-weight: 400; padding: 4px 10px 4px 0;
  border-bottom: 1px solid #d0d7de; background: #ffffff; color: #1b1f24;
}
.lo-report thead th { font-weight: 600; }
.lo-stories { margin: 10px 0 0; padding-left: 22px; }
.lo-stories > li { margin-top: 12px; }
.lo-card .lo-stories p { margin-top: 2px; }
.lo-card .lo-stories .lo-source { color: #57606a; font-size: 13px; }
.lo-memo .lo-place { margin-top: 16px; padding-top: 10px; border-top: 1px solid #d0d7de; }
.lo-memo .lo-controls .lo-text { flex: 1 1 260px; width: auto; }
.lo-memo .lo-field { margin-top: 8px; }
.lo-memo .lo-controls .lo-field { margin-top: 0; }
.lo-memo .lo-found { margin-top: 8px; color: #57606a; font-size: 13px; }
.lo-memo ul { margin: 4px 0 0; padding-left: 20px; }
.lo-memo .lo-list { padding: 0; list-style: none; }
.lo-memo .lo-list li { padding: 6px 0; border-bottom: 1px solid #d0d7de; }
.lo-memo .lo-hits > li { display: flex; justify-content: space-between; gap: 12px; align-items: start; }
.lo-memo .lo-hits button { margin: 0; flex: none; }
.lo-memo button { font-size: 13px; padding: 2px 10px; }
.lo-memo .lo-moves { flex-wrap: wrap; gap: 4px 10px; }
.lo-memo .lo-aside { display: block; margin-top: 2px; color: #57606a; font-size: 13px; }
.lo-card.lo-memo .lo-aside[data-bad="true"] { color: #a40e26; font-weight: 600; }
.lo-card .lo-count { margin-top: 6px; font-weight: 600; }
.lo-memo .lo-line { flex-wrap: wrap; margin-top: 8px; }
.lo-memo [hidden] { display: none; }
@media (max-width: 480px) {
  .lo-controls .lo-field, .lo-card select { width: 100%; }
}
`;
