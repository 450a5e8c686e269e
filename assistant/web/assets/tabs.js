// The tabs, and the address that says which one is shown (`?tab=roles`) and which role is open (`?role=…`).
import { byId, watch } from "./page.js";
import { closePanel } from "./panel.js";

const shown = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, shown];
const listeners = [];
const last = {}; // where each tab was left, to come back to

/** Where the address points to: `{tab, role}`; several roles side by side are one `role`, with blanks between them. */
export function place() {
  const asked = new URLSearchParams(location.search);
  const role = asked.get("role") ?? (asked.getAll("compare").join(" ").trim() || null);
  return { tab: role ? "roles" : asked.get("tab") || "chat", role };
}

/** Calls `react({tab, role})` now and whenever another place is shown. */
export function onPlace(react) {
  listeners.push(react);
  react(place());
}

/** Shows `{tab, role}` and puts it into the address, so that the browser's back button undoes it. */
export function go({ tab, role = null }) {
  const next = new URL(location.href);
  next.searchParams.delete("tab");
  next.searchParams.delete("role");
  next.searchParams.delete("compare");
  if (role?.includes(" ")) for (const one of role.split(" ")) next.searchParams.append("compare", one);
  else if (role) next.searchParams.set("role", role);
  else if (tab !== "chat") next.searchParams.set("tab", tab);
  if (next.href !== location.href) history.pushState(null, "", next);
  draw();
}

function draw() {
  closePanel();
  const tabs = [...document.querySelectorAll('.tab-bar [role="tab"]')];
  let { tab } = place();
  // An address may name anything. Before the tabs are drawn it is believed, so that no other tab flashes up.
  if (tabs.length ? !tabs.some((button) => button.dataset.tab === tab) : !/^[a-z]+$/.test(tab)) tab = "chat";
  shown.replaceSync(`.view { visibility: hidden !important; } #view-${tab} { visibility: visible !important; }`);
  for (const button of tabs) {
    const current = button.dataset.tab === tab;
    button.setAttribute("aria-selected", current);
    button.tabIndex = current ? 0 : -1;
    if (current) intoView(button);
  }
  last[tab] = place();
  for (const react of listeners) react(place());
}

/** On a phone the bar is wider than the window: the tab that is shown is to be seen in it. */
function intoView(button) {
  const bar = button.parentElement;
  const start = button.offsetLeft - bar.offsetLeft;
  if (start < bar.scrollLeft || start + button.offsetWidth > bar.scrollLeft + bar.clientWidth) {
    bar.scrollLeft = start - (bar.clientWidth - button.offsetWidth) / 2;
  }
}

/** Shows a tab as it was left; the one that is shown already goes back to its beginning. */
function choose(tab) {
  go(tab === place().tab ? { tab } : (last[tab] ?? { tab }));
}

export function startTabs() {
  watch("masthead", startViews); // drawn anew in another language
  startViews();
}

function startViews() {
  for (const button of document.querySelectorAll('.tab-bar [role="tab"]')) {
    const view = byId(button.getAttribute("aria-controls"));
    view.setAttribute("role", "tabpanel");
    view.setAttribute("aria-labelledby", button.id);
  }
  draw();
}

/** The tab beside this one, as the arrow keys go; from the last one on to the first. */
function beside(button, key) {
  const tabs = [...button.parentElement.children];
  const last = tabs.length - 1;
  const at = tabs.indexOf(button);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[key];
  return next === undefined ? null : tabs[next > last ? 0 : next < 0 ? last : next];
}

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.('.tab-bar [role="tab"]');
  const next = button && beside(button, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('.tab-bar [role="tab"], [data-go]');
  if (button?.dataset.tab) choose(button.dataset.tab);
  else if (button && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    go({ tab: button.dataset.go });
    byId(`tab-${button.dataset.go}`)?.focus();
  }
});
window.addEventListener("popstate", draw);
draw();
