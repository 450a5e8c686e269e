// The source panel: switch between the quotes that it holds, open and close it where it lies over the page.
import { byId, narrow, send, watch } from "./page.js";

let opener = null; // the button that opened the panel, which gets the focus back

const viewOf = (element) => element.closest(".view");
const sourceIn = (view) => view.querySelector(".block.source-panel .source");
const keyOf = (holder) => holder.dataset.turn ?? holder.dataset.role ?? holder.dataset.panelKey;

/** Asks the server for a panel; the tab's Python listens on the panel's component. */
function request(view, detail) {
  const chat = new URLSearchParams(location.search).get("chat") ?? "";
  send(view.querySelector(".block.source-panel").id, "prep:open", { ...detail, chat });
}

/** Shows quote `n` of what `key` names: at once if the panel holds it, else the server draws it first. */
function show(view, key, n) {
  const panel = sourceIn(view);
  if (panel?.dataset.panelKey === key) {
    choose(panel, n);
    reveal(view);
  } else {
    request(view, { key, n });
  }
}

function choose(panel, n) {
  const has = (numbers) => numbers.split(" ").includes(String(n));
  panel.dataset.chosen = n;
  for (const part of panel.querySelectorAll("[data-ns]")) part.hidden = !has(part.dataset.ns);
  for (const mark of panel.querySelectorAll("mark")) mark.classList.toggle("chosen", has(mark.dataset.quotes));
  for (const button of panel.querySelectorAll(".switches .cite")) setCurrent(button, button.dataset.cite === String(n));
}

function setCurrent(button, current) {
  if (current) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

/** Scrolls the chosen quote into the panel's view (never the page), and marks the button it belongs to. */
export function reveal(view) {
  const panel = sourceIn(view);
  const { panelKey, chosen } = panel?.dataset ?? {};
  for (const button of view.querySelectorAll("[data-turn] .cite, [data-role] .line")) {
    const here = keyOf(button.closest("[data-turn], [data-role]")) === panelKey && button.dataset.cite === chosen;
    button.classList.toggle("open", here);
    if (button.matches(".line")) setCurrent(button, here);
  }
  const mark = panel?.querySelector("article:not([hidden]) mark.chosen");
  const scroller = mark?.closest(".posting");
  if (!scroller) return;
  const offset = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTop += offset - scroller.clientHeight / 3;
}

/** On a narrow window the panel covers the page like a dialog: what lies under it is out of reach meanwhile. */
function openPanel(button) {
  if (!narrow.matches) return;
  opener = button;
  setOpen(viewOf(button), true);
  sourceIn(viewOf(button))?.querySelector("h2")?.focus();
}

export function closePanel() {
  const view = document.querySelector(".view.panel-open");
  if (!view) return;
  setOpen(view, false);
  opener?.focus();
  opener = null;
}

function setOpen(view, open) {
  view.classList.toggle("panel-open", open);
  byId("masthead").inert = open;
  for (const column of view.querySelector(".split").children) column.inert = open && !column.matches(".sources");
}

export function startPanels() {
  for (const panel of document.querySelectorAll(".block.source-panel")) watch(panel.id, () => reveal(viewOf(panel)));
}

document.addEventListener("click", (event) => {
  if (event.target.matches?.(".sources")) closePanel(); // beside the panel that lies over the page
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.matches("[data-cite]")) {
    const holder = button.closest("[data-turn], [data-role], [data-panel-key]");
    show(viewOf(button), keyOf(holder), Number(button.dataset.cite));
    if (!holder.matches("[data-panel-key]")) openPanel(button);
  } else if (button.matches("[data-whole]")) {
    const { panelKey, chosen } = sourceIn(viewOf(button)).dataset;
    request(viewOf(button), { key: panelKey, n: Number(chosen), whole: true });
  } else if (button.matches("[data-close]")) {
    closePanel();
  }
});

document.addEventListener("keydown", (event) => event.key === "Escape" && closePanel());
narrow.addEventListener("change", closePanel);
