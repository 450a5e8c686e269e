// Tabs that are drawn whole at each step (see `frame.py`): one step after the other, focus and reading position kept,
// notes read out, files saved, drafts put back.
import { clearDrafts, restoreDrafts } from "./drafts.js";
import { fetchFile } from "./outbox.js";
import { byId, send, word } from "./page.js";
import { announce } from "./say.js";
import { onPlace } from "./tabs.js";

const PATIENCE = { step: 30_000, work: 180_000 };
const SLOW = 400; // after so long the tab says that it is being worked on

/** The steps of the tab `name`, which the element of that id draws. */
export class Acts {
  constructor(name, { quiet = "", afterDrawing = () => {} } = {}) {
    Object.assign(this, { name, afterDrawing, waiting: [], running: null, drawn: "", focused: null, quiet });
    new MutationObserver(() => this.look()).observe(byId(name), { childList: true, subtree: true });
    let shown = false;
    onPlace((place) => {
      const now = place.tab === name;
      // Other tabs may have changed what stands here.
      if (now && !shown) this.act({ act: "show" });
      shown = now;
    });
  }

  get page() {
    return byId(this.name).querySelector(".tab-page");
  }

  /** Does a step. `more` is sent along with what the tab's own attributes say at that moment. */
  act(more, { slow = false, said = "" } = {}) {
    if (more.act === "show" && (this.running || this.waiting.length)) return;
    this.waiting.push({ more, slow, said });
    this.next();
  }

  get busy() {
    return Boolean(this.running || this.waiting.length);
  }

  next() {
    if (this.running || !this.waiting.length) return;
    const { more, slow, said } = this.waiting.shift();
    const kind = slow ? "work" : "step";
    const page = this.page;
    this.opened = new Set([...(page?.querySelectorAll("details.behind[open] > summary") ?? [])].map(nameOf));
    this.running = setTimeout(() => this.gaveUp(), PATIENCE[kind]);
    this.slowly = setTimeout(() => this.tell(said || (page?.dataset.busy ?? ""), true), SLOW);
    page?.setAttribute("aria-busy", "true");
    send(this.name, `prep:${kind}`, { ...this.own(), ...more });
  }

  /** What the tab was drawn for. */
  own() {
    const { part, plan, interview, version } = this.page?.dataset ?? {};
    return Object.fromEntries(Object.entries({ part, plan, interview, version }).filter(([, value]) => value));
  }

  tell(text, working = false) {
    const note = this.page?.querySelector(".tab-note");
    if (!note || !text) return;
    note.textContent = text;
    note.classList.remove("over", "bad");
    note.classList.toggle("working", working);
    announce(text);
  }

  gaveUp() {
    this.running = null;
    clearTimeout(this.slowly);
    this.page?.removeAttribute("aria-busy");
    this.tell(word("silent"));
    for (const button of this.page?.querySelectorAll("[data-sent]") ?? []) {
      button.disabled = false;
      delete button.dataset.sent;
    }
    this.waiting = [];
  }

  /** Something was drawn: if it is a new state, put back what the reader had. */
  look() {
    const page = this.page;
    if (!page || page.dataset.drawn === this.drawn) return;
    const first = !this.drawn;
    this.drawn = page.dataset.drawn;
    clearTimeout(this.running);
    clearTimeout(this.slowly);
    this.running = null;
    if (page.dataset.clear) clearDrafts(page, page.dataset.clear);
    restoreDrafts(page);
    this.arrive(page, first);
    const note = page.querySelector(".tab-note");
    if (note.textContent) announce(note.textContent);
    // What went wrong stays until the next step; what went well has been read by then.
    if (!note.matches(".bad")) setTimeout(() => note.classList.add("over"), 8000);
    if (page.dataset.download) fetchFile(page.dataset.download).catch((error) => this.tell(error.message));
    this.afterDrawing(page, first);
    this.next();
  }

  /** The focus goes where it was; to a heading that asks for it, or the top, where another part is shown. */
  arrive(page, first) {
    const view = byId(this.name).closest(".view");
    const place = [page.dataset.part, page.dataset.plan, page.dataset.interview, page.dataset.place].join("|");
    const moved = this.place !== undefined && this.place !== place;
    this.place = place;
    if (moved) view.querySelector(".tab-column").scrollTop = 0;
    if (!moved) {
      for (const summary of page.querySelectorAll("details.behind > summary")) {
        if (this.opened?.has(nameOf(summary))) summary.parentElement.open = true;
      }
    }
    const had = this.focused;
    const active = document.activeElement;
    // What had the focus may be another thing by now, or gone.
    const lost = active === document.body || (page.contains(active) && (active.dataset.k ?? "") !== had?.key);
    if (first || getComputedStyle(view).visibility !== "visible" || !had || !(lost || moved)) return;
    const same = page.querySelector(`[data-k="${CSS.escape(had.key)}"]`);
    const bad = page.querySelector(".tab-note.bad");
    const target = (moved && page.querySelector("[data-land]")) || same || bad || page.querySelector("[data-land]") || page.querySelector("h3");
    target?.focus({ preventScroll: Boolean(same) && !moved });
    if (target === same && had.at !== null && target?.setSelectionRange && target.type !== "checkbox") target.setSelectionRange(had.at, had.at);
  }
}

/** What something that opens is known by: its key, or what stands on it, without figures, which change. */
const nameOf = (summary) => summary.dataset.k ?? summary.textContent.replace(/\d+/g, "").trim();

const tabs = [];
/** Remembers where the focus is in the tab, for when it is drawn anew. */
export function keepFocus(acts) {
  tabs.push(acts);
}
document.addEventListener("focusin", (event) => {
  const element = event.target;
  for (const acts of tabs) {
    if (!byId(acts.name)?.contains(element)) continue;
    const key = element.dataset?.k ?? element.querySelector?.(":scope > [data-k]")?.dataset.k;
    const at = ["TEXTAREA"].includes(element.tagName) ? element.selectionStart : null;
    acts.focused = { key: key ?? "", at };
  }
});

/** The values of a form by name; a name that stands several times gives a list. */
export function valuesOf(form) {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    found[name] = name in found ? [].concat(found[name], value) : value;
  }
  return found;
}

/** Guards a button against a second press while its step is under way. */
export function sentOnce(button) {
  if (!button || button.dataset.sent) return false;
  button.dataset.sent = "1";
  setTimeout(() => (button.disabled = true));
  return true;
}

/** Closes the "are you sure" that an element is in. */
export function closeSure(element) {
  const sure = element.closest("details.sure");
  if (!sure) return;
  sure.open = false;
  sure.querySelector("summary").focus();
}
document.addEventListener("click", (event) => event.target.closest?.("[data-close-sure]") && closeSure(event.target));
document.addEventListener("keydown", (event) => event.key === "Escape" && event.target.closest?.("details.sure[open]") && closeSure(event.target));
