// The one front end of the course: explorers (controls, a sentence, a picture) and forms
// (predictions, quick checks, and whatever else asks the learner for an answer).
//
// In JupyterLab anywidget loads this file, and `model` talks to Python. In the offline edition
// the page carries the same lines, and `model` is a stub that answers from what was drawn
// ahead. Either way a model has
//   get("screen")                    what to show, as plain data made by explore.py or forms.py
//   send(message)                    {ask: "state", key} or {ask: "keep", answers}
//   on("msg:custom", hear), off(…)   the answer to it, one object

const PATIENCE = 300; // ms before the reader is told that a picture is being drawn
const SILENCE = 10000; // ms before the reader is told that nobody answers
const LULL = 100; // ms without a key or a picture before one is drawn ahead

export default { render: ({ model, el }) => mount(el, model) };

/** Show the model's screen inside an element; returns what takes it down again. */
export function mount(el, model) {
  dress();
  const screen = model.get("screen");
  return screen.kind === "explorer" ? explorer(el, model, screen) : form(el, model, screen);
}

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
    if (key !== ahead) tell(model, { ask: "state", key }, giveUp);
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

  function giveUp() {
    rest();
    ahead = null;
    sentence.textContent = screen.silence;
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
  move();
  return () => {
    rest();
    clearTimeout(lull);
    model.off("msg:custom", hear);
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
    silent = setTimeout(giveUp, SILENCE);
    tell(model, { ask: "keep", answers: given }, giveUp);
  }

  function giveUp() {
    status.textContent = screen.silence;
  }

  function hear(answer) {
    if (!("kept" in answer) && !answer.problems && !answer.trouble) return;
    clearTimeout(silent);
    for (const field of fields) field.complain(answer.problems?.[field.name] ?? "");
    status.textContent = answer.trouble ?? "";
    if (answer.kept) settle(answer.kept, answer.when);
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
  if (screen.kept) restore(screen.kept, screen.when);
  return () => {
    clearTimeout(silent);
    model.off("msg:custom", hear);
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
@media (max-width: 480px) {
  .lo-controls .lo-field, .lo-card select { width: 100%; }
}
`;
