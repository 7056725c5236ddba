// The coder's desk.  Everything can be done with the keyboard; every change is one request, after which the server's view of
// the report takes the place of the old one.  Offsets count code points, as everywhere in Marsad.
import { alter } from "./alter.js";

const work = document.getElementById("work");
const said = document.getElementById("said");
let current = location.hash.slice(1);
let busy = false;
// Words chosen with the keyboard or the mouse: offsets in the text.
let chosen = null;

const cards = () => [...work.querySelectorAll(".card.event")];
const card = () => cards().find((each) => each.dataset.event === current);
const values = () => JSON.parse(document.getElementById("values").textContent);
const length = (text) => [...text].length;

const tell = (text, bad = false) => {
  said.textContent = text;
  said.classList.toggle("bad", bad);
};

const show = (focus = true, scroll = true) => {
  if (!card() && cards().length) current = cards()[0].dataset.event;
  for (const each of cards()) {
    each.classList.toggle("on", each.dataset.event === current);
    if (each.dataset.event === current) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  let first = null;
  for (const piece of work.querySelectorAll(".text [data-f], .text [data-s]")) {
    const mine = (piece.dataset.f || "").split(" ").some((each) => each.split(":")[0] === current);
    piece.classList.toggle("on", mine);
    piece.classList.toggle("lit", (piece.dataset.s || "").split(" ").includes(current));
    if (!first && (piece.dataset.f || "").split(" ").includes(`${current}:trigger`)) first = piece;
  }
  if (!card()) return;
  if (scroll) history.replaceState(null, "", `#${current}`);
  if (!scroll) return;
  if (focus) card().focus({ preventScroll: true });
  card().scrollIntoView({ block: "nearest" });
  if (first) first.scrollIntoView({ block: "nearest" });
};

const renew = async () => {
  const answer = await fetch(work.dataset.part, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(said.dataset.failed);
  const counted = document.getElementById("counted").value;
  const type = document.getElementById("add-type").value;
  // The server escapes everything, and the page's policy runs no script of it.
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".panes");
  work.replaceChildren(document.adoptNode(part));
  document.getElementById("counted").value = counted;
  document.getElementById("add-type").value = type;
  chosen = null;
  show();
};

const send = async (method, path, body) => {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(work.dataset.api + path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      const { error } = await answer.json();
      throw new Error(`${said.dataset.failed} ${error.code}: ${error.message}`);
    }
    const made = answer.status === 201 ? await answer.json() : null;
    if (made && made.field === "added") current = made.event;
    await renew();
    tell(said.dataset.saved);
  } catch (error) {
    tell(error.message, true);
  } finally {
    busy = false;
  }
};
const correct = (field, value) => send("POST", "/corrections", { event: current, field, value });

// An end of a selection as an offset in the text: where its piece begins, and the code points before it in the piece.
const offset = (node, at) => {
  const element = node instanceof Element ? node : node.parentElement;
  const piece = element.closest("[data-o]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, at);
  return Number(piece.dataset.o) + length(before.toString());
};
const selected = () => {
  const selection = getSelection();
  if (selection.rangeCount && !selection.isCollapsed) {
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start !== null && end !== null && start < end) return { start, end };
  }
  return chosen;
};

const fill = (field) => {
  const words = selected();
  if (!words || !card()) return tell(said.dataset.select, true);
  const of = field === "counts" ? { of: document.getElementById("counted").value } : {};
  return send("POST", `/events/${current}/words`, { field, ...words, ...of });
};
const acts = {
  accept: () => card() && correct("event", true),
  strike: () => card() && correct("event", false),
  undo: () => {
    const last = work.querySelector(".panes").dataset.undo;
    return last && send("DELETE", `/corrections/${last}`);
  },
  add: () => {
    const words = selected();
    if (!words) return tell(said.dataset.select, true);
    return send("POST", "/events", { type: document.getElementById("add-type").value, ...words });
  },
};

// Selecting words with the keyboard: W goes to the next word and Shift+W takes one more, from the current event's sentence on.
const pieces = () => [...work.querySelectorAll(".text [data-o]")];
const wordsOfText = () => {
  const found = [];
  for (const piece of pieces()) {
    for (const match of piece.textContent.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\u0640]*/gu)) {
      found.push({ piece, from: match.index, to: match.index + match[0].length, start: Number(piece.dataset.o) + length(piece.textContent.slice(0, match.index)), text: match[0] });
    }
  }
  return found;
};
const point = (piece, at) => {
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (at <= node.length) return [node, at];
    at -= node.length;
  }
  return [piece, 0];
};
const step = (more) => {
  const all = wordsOfText();
  const now = selected();
  let first = all.findIndex((word) => now && word.start >= now.start);
  let last = first;
  if (!now) {
    const begin = work.querySelector(`.text [data-f~="${current}:trigger"]`);
    first = last = Math.max(0, all.findIndex((word) => begin && word.start >= Number(begin.dataset.o)));
  } else {
    while (last + 1 < all.length && all[last + 1].start < now.end) last += 1;
    if (more) last = Math.min(last + 1, all.length - 1);
    else first = last = Math.min(last + 1, all.length - 1);
  }
  if (!all[first]) return;
  const range = document.createRange();
  range.setStart(...point(all[first].piece, all[first].from));
  range.setEnd(...point(all[last].piece, all[last].to));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  chosen = { start: all[first].start, end: all[last].start + length(all[last].text) };
  all[last].piece.scrollIntoView({ block: "nearest" });
  tell(range.toString());
};

document.addEventListener("selectionchange", () => {
  if (getSelection().isCollapsed && !busy) chosen = null;
});

work.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  const holder = target.closest(".card.event");
  if (holder && holder.dataset.event !== current) {
    current = holder.dataset.event;
    show(!target.closest("select, button"));
  }
  const word = target.closest(".text a.w");
  if (word) {
    event.preventDefault();
    const mine = [...new Set(word.dataset.f.split(" ").map((each) => each.split(":")[0]))].filter((id) => cards().some((each) => each.dataset.event === id));
    if (mine.length && getSelection().isCollapsed) {
      current = mine[(mine.indexOf(current) + 1) % mine.length];
      show(false);
    }
    return;
  }
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.do) acts[button.dataset.do]();
  if (button.dataset.fill) fill(button.dataset.fill);
  if (button.dataset.alter) {
    const { alter: field, at } = button.dataset;
    const held = values()[current][field];
    const several = Array.isArray(held);
    alter(button, field, several ? held[Number(at)] : held, (value) => correct(field, several ? held.map((each, place) => (place === Number(at) ? value : each)) : value));
  }
  if (button.dataset.dropField) {
    const field = button.dataset.dropField;
    const held = values()[current][field];
    correct(field, Array.isArray(held) ? held.filter((_, at) => at !== Number(button.dataset.at)) : null);
  }
});
// A click on a button must not lose the words that are selected.
work.addEventListener("mousedown", (event) => {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
});
work.addEventListener("change", (event) => {
  const choice = event.target;
  if (!choice.dataset.field && !("none" in choice.dataset)) return;
  current = choice.closest(".card").dataset.event;
  if ("none" in choice.dataset) {
    if (choice.value) correct("none", [...values()[current].none, choice.value]);
    return;
  }
  correct(choice.dataset.field, choice.value);
});

const keys = {
  j: () => move(1), k: () => move(-1), a: acts.accept, x: acts.strike, u: acts.undo, n: acts.add,
  t: () => card()?.querySelector('[data-field="type"]').focus(), s: () => card()?.querySelector('[data-field="status"]').focus(),
  l: () => card()?.querySelector('[data-field="salience"]').focus(), e: () => nextValue(),
};
// The button of the value after the one that has the focus, else of the first.
const nextValue = () => {
  const all = [...(card()?.querySelectorAll("[data-alter]") || [])];
  all[(all.indexOf(document.activeElement) + 1) % all.length]?.focus();
};
const move = (by) => {
  const all = cards();
  const at = all.findIndex((each) => each.dataset.event === current) + by;
  if (!all[at]) return;
  current = all[at].dataset.event;
  show();
};
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.matches("input, select, textarea")) {
    if (event.key === "Escape" && !event.target.closest(".alter-form")) show();
    return;
  }
  const fillers = [...work.querySelectorAll("[data-fill]")];
  // By the key's place where the layout is Arabic.
  const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key|^Digit/, "").toLowerCase();
  if (key === "w") step(event.shiftKey);
  else if (fillers[Number(key) - 1]) fill(fillers[Number(key) - 1].dataset.fill);
  else if (keys[key]) keys[key]();
  else return;
  event.preventDefault();
});

show(false, Boolean(location.hash));
