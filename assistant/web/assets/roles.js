// The roles tab: filters, opening a role, and on to the chat with it. The server draws; nothing here makes HTML.
import { focusBox } from "./chat.js";
import { byId, send, watch } from "./page.js";
import { announce } from "./say.js";
import { go, onPlace, place } from "./tabs.js";

const FIRST = 100;
let shown = FIRST; // how many cards are drawn at most
let stale = true; // whether the list is out of date: never drawn, or something else was looked at meanwhile
let drawn = false;
let role = null; // the role that is open, also while another tab is shown
let from = null; // the card that it was opened from, which gets the focus back
let scrolled = 0;
let old = null; // a list that will be drawn anew
let typing = 0;
let said = ""; // the count that was read out last
let afterDrawing = null; // what to do once the list is drawn; says whether it could be done

// ---- filters -----------------------------------------------------------------------------------------------------

function filters() {
  const controls = byId("role-filters");
  const value = (name) => controls.querySelector(`[name="${name}"]`)?.value ?? "";
  const states = [...controls.querySelectorAll('[name="states"]:checked')].map((box) => box.value);
  return { text: value("text"), company: value("company"), mode: value("mode"), sort: value("sort"), states };
}

function list(more = {}) {
  send("role-list", "prep:list", { ...filters(), shown, ...more });
}

/** The list anew, for filters that have changed. */
function refilter() {
  shown = FIRST;
  countFilters();
  list();
}

function clear() {
  const controls = byId("role-filters");
  for (const control of controls.querySelectorAll('[name="text"], select:not([name="sort"])')) control.value = "";
  for (const box of controls.querySelectorAll('[name="states"]')) box.checked = false;
  refilter();
  controls.querySelector('[name="text"]').focus();
}

/** On a phone the filters are folded away: the button that unfolds them says how many are set. */
function countFilters() {
  const button = byId("role-filters").querySelector(".more-filters");
  const { company, mode, states } = filters();
  const set = states.length + Boolean(company) + Boolean(mode);
  const text = set ? button?.dataset.set.replace("{n}", set) : button?.dataset.none;
  // Only if it changes: this runs whenever something below the filters' component does.
  if (button && button.textContent !== text) button.textContent = text;
}

function unfold(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", open);
}

/** Draws more cards, then gives the focus to the first new one: the button that had it is gone. */
function showMore(button) {
  const at = byId("role-list").querySelectorAll(".card").length;
  shown = Number(button.dataset.showMore);
  afterDrawing = () => {
    const next = byId("role-list").querySelectorAll(".card a")[at];
    next?.focus();
    return Boolean(next);
  };
  list();
}

// ---- one role ----------------------------------------------------------------------------------------------------

/** Follows the address: the list, or a role. Nothing is asked of the server before the tab is looked at. */
function follow(now) {
  if (now.tab !== "roles") {
    stale = true;
    return;
  }
  document.documentElement.toggleAttribute("data-role-open", Boolean(now.role));
  document.documentElement.toggleAttribute("data-comparing", Boolean(now.role?.includes(" ")));
  if (now.role) open(now.role);
  else browse();
}

function open(wanted) {
  if (role === wanted) return;
  role = wanted;
  send("role", "prep:role", { role });
}

function browse() {
  if (role !== null) afterDrawing = comeBack;
  role = null;
  old = stale ? byId("role-list").querySelector(".cards") : null;
  if (stale) list({ fresh: !drawn });
  else redrawn();
  stale = false;
  drawn = true;
}

/** To the card that the role was opened from, unless the list is still to be drawn anew. */
function comeBack() {
  const list = byId("role-list").querySelector(".cards");
  if (!list || list === old) return false;
  byId("browse").scrollTop = scrolled;
  const opener = from ? list.querySelector(`[data-open="${CSS.escape(from)}"]`) : bar()?.querySelector("[data-compare-do]");
  opener?.focus({ preventScroll: true });
  return true;
}

function redrawn() {
  if (afterDrawing?.()) afterDrawing = null;
}

/** A role has been drawn: to its beginning, where a screen reader starts too. */
function arrived() {
  const page = byId("role").querySelector("[data-role], .nothing-here");
  if (!page || place().role === null || page === arrived.page) return;
  arrived.page = page;
  byId("role-column").scrollTop = 0;
  if (getComputedStyle(page).visibility === "visible") page.querySelector("h2").focus({ preventScroll: true });
}

/** To the chat, with a role picked there: this one, or `which`. */
function ask(which) {
  send("role", "prep:ask", { role: which || role });
  go({ tab: "chat" });
  focusBox();
}

// ---- several roles side by side ----------------------------------------------------------------------------------

const ticked = new Set();
const bar = () => byId("compare-bar").querySelector(".compare-bar");

/** The ticks are the script's: the list may be drawn anew, or in parts, at any time. */
function showTicks() {
  for (const box of byId("role-list").querySelectorAll("[data-compare-tick]")) box.checked = ticked.has(box.value);
  const shown = bar();
  if (!shown) return;
  const { one, many, tooMany, most } = shown.dataset;
  const n = ticked.size;
  const text = n === 0 ? "" : n === 1 ? one : (n > Number(most) ? tooMany : many).replace("{n}", n);
  const line = shown.querySelector("p");
  // Only if it changes: this runs whenever something of the bar does.
  if (line.textContent !== text) line.textContent = text;
  shown.hidden = n === 0;
  shown.querySelector("[data-compare-do]").disabled = n < 2 || n > Number(most);
}

function tick(box) {
  if (box.checked) ticked.add(box.value);
  else ticked.delete(box.value);
  showTicks();
}

function untick() {
  const [first] = ticked;
  ticked.clear();
  showTicks();
  byId("role-list").querySelector(`[data-compare-tick][value="${CSS.escape(first)}"]`)?.focus();
}

// ---- wiring ------------------------------------------------------------------------------------------------------

function sayCount() {
  const count = byId("role-list").querySelector(".count p")?.textContent ?? "";
  if (count !== said && place().tab === "roles") announce(count);
  said = count;
}

export function startRoles() {
  watch("role", arrived);
  watch("role-list", () => {
    sayCount();
    redrawn();
    showTicks();
  });
  watch("compare-bar", showTicks);
  showTicks();
  watch("role-filters", countFilters);
  const controls = byId("role-filters");
  controls.addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(refilter, event.target.name === "text" ? 150 : 0);
  });
  for (const scroller of [byId("browse"), byId("role-column")]) scroller.tabIndex = -1;
  onPlace(follow);
}

// What the library holds has changed: the list and its filters are drawn anew when they are next looked at.
document.addEventListener("prep:library-changed", () => {
  stale = true;
  drawn = false;
  role = null;
});

/** A plain click: everything else (a new tab, a new window) is the browser's. */
const plain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-open], [data-back], [data-ask], button");
  if (!target || !plain(event)) return;
  if (target.matches("a")) event.preventDefault();
  if (target.matches("[data-open]")) {
    from = target.dataset.open;
    scrolled = byId("browse").scrollTop;
    go({ tab: "roles", role: from });
  } else if (target.matches("[data-back]")) {
    go({ tab: "roles" });
  } else if (target.matches("[data-ask]")) {
    ask(target.dataset.ask);
  } else if (target.matches("[data-compare-do]")) {
    from = null;
    scrolled = byId("browse").scrollTop;
    go({ tab: "roles", role: [...ticked].join(" ") });
  } else if (target.matches("[data-compare]")) {
    const left = target.dataset.compare.split(" ");
    for (const id of [...ticked]) if (!left.includes(id)) ticked.delete(id);
    showTicks();
    go({ tab: "roles", role: target.dataset.compare });
  } else if (target.matches("[data-compare-clear]")) {
    untick();
  } else if (target.matches("#role-panel [data-close]") && role?.includes(" ")) {
    send("role-panel", "prep:open", { close: true });
  } else if (target.matches("[data-clear-filters]")) {
    clear();
  } else if (target.matches("[data-show-more]")) {
    showMore(target);
  } else if (target.matches(".more-filters")) {
    unfold(target);
  }
});
document.addEventListener("change", (event) => event.target.matches?.("[data-compare-tick]") && tick(event.target));
