// What the parts of the page share.
export const byId = (id) => document.getElementById(id);
export const narrow = window.matchMedia("(max-width: 899px)");

const OBSERVED = { childList: true, subtree: true, characterData: true, attributes: true,
  attributeFilter: ["data-panel-key", "data-chosen", "data-turn", "data-state", "data-role"] };

/** Calls `react` whenever what stands in the element changes. */
export function watch(id, react) {
  new MutationObserver(react).observe(byId(id), OBSERVED);
}

/** Runs `start` once all these elements are there: Gradio draws the page some time after the scripts have run. */
export function whenDrawn(ids, start) {
  if (ids.every(byId)) start();
  else setTimeout(() => whenDrawn(ids, start), 50);
}

/** Sends `detail` to a gr.HTML component, whose Python handler listens to `name`. Its listener is attached a moment
 * after it is drawn; until then it is tried again. */
export function send(id, name, detail) {
  const element = byId(id)?.querySelector("[data-listens]");
  if (element) element.dispatchEvent(new CustomEvent(name, { detail }));
  else setTimeout(() => send(id, name, detail), 50);
}

/** What the script itself says, in the visitor's language. */
export function word(key) {
  return JSON.parse(document.querySelector(".masthead")?.dataset.words ?? "{}")[key] ?? "";
}

/** The browser's storage, that `storage()` gives; where it is refused (no cookies), nothing is remembered. */
export function memory(storage) {
  const tried = (act) => {
    try {
      return act(storage());
    } catch {
      return null;
    }
  };
  return {
    get: (key) => tried((place) => place.getItem(key)),
    set: (key, value) => tried((place) => (value ? place.setItem(key, value) : place.removeItem(key))),
  };
}
