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
