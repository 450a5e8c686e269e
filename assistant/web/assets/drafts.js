// What is typed and not sent yet is held by this browser tab alone, so that a reload loses nothing. It goes with the tab,
// with what it was typed for, and with signing out; it is kept apart by user.
const EVERY = "prep-draft"; // also the question that is being typed
const PREFIX = `${EVERY}:`;
const memory = new Map(); // where the browser keeps nothing

function read(key) {
  try {
    return sessionStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    memory.set(key, value);
  }
}

function drop(test) {
  for (const key of [...memory.keys()].filter(test)) memory.delete(key);
  try {
    for (const key of Object.keys(sessionStorage).filter(test)) sessionStorage.removeItem(key);
  } catch {
    // nothing is kept there
  }
}

const keyOf = (page, name) => `${PREFIX}${page.dataset.owner}:${name}`;
const ticked = (element) => element.type === "checkbox" || element.type === "radio";

/** Gives each field what it was drawn with, or the draft of it. Gradio changes what stands on the page into what is to
 * stand there, piece by piece, and leaves to a field what was typed into the one before. */
export function restoreDrafts(page) {
  for (const element of page.querySelectorAll("input:not([type=file], [type=hidden]), select, textarea")) {
    const { draft } = element.dataset;
    const kept = draft ? read(keyOf(page, draft)) : null;
    if (ticked(element)) element.checked = kept === null ? element.defaultChecked : kept === "1";
    else set(element, kept ?? drawnWith(element));
  }
}

function drawnWith(element) {
  if (element.tagName !== "SELECT") return element.defaultValue;
  const options = [...element.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

function set(element, value) {
  // The same again would move the caret.
  if (element.value !== value) element.value = value;
}

/** Forgets the drafts whose names begin like this. */
export function clearDrafts(page, prefix) {
  const start = keyOf(page, prefix);
  drop((key) => key.startsWith(start));
}

/** Keeps what stands in an element now. */
export function keepDraft(element) {
  const page = element.closest(".tab-page");
  if (!page) return;
  if (element.type === "radio") {
    for (const one of page.querySelectorAll(`input[type="radio"][name="${CSS.escape(element.name)}"][data-draft]`)) {
      write(keyOf(page, one.dataset.draft), one.checked ? "1" : "0");
    }
  } else {
    write(keyOf(page, element.dataset.draft), ticked(element) ? (element.checked ? "1" : "0") : element.value);
  }
}

document.addEventListener("input", (event) => event.target.matches?.("[data-draft]") && keepDraft(event.target));
// Signing out, or deleting one's data, leaves nothing behind in the browser either.
document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.('[data-settings="sign-out"], [data-settings="forget"]')) drop((key) => key.startsWith(EVERY));
  },
  true,
);
