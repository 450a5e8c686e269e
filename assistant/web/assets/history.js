// The drawer of kept conversations, and going back to one: by the drawer, the address or the browser's back button.
import { chat, focusBox, leave, setChat } from "./chat.js";
import { fetchFile } from "./outbox.js";
import { byId, send, watch } from "./page.js";
import { announce } from "./say.js";
import { go, place } from "./tabs.js";

let opener = null; // the button that opened the drawer, which gets the focus back
let shown = ""; // the conversation that is drawn
let fetched = "";
let typing = 0;
let wanted = null; // what has the focus once the drawer is drawn

const drawer = () => byId("history").querySelector(".drawer");
const words = () => drawer()?.querySelector('[name="words"]').value ?? "";
const isOpen = () => document.documentElement.hasAttribute("data-history-open");

function act(name, more = {}) {
  send("history", "prep:history", { act: name, chat: chat(), words: words(), ...more });
}

function open(button) {
  opener = button;
  document.documentElement.setAttribute("data-history-open", "");
  for (const id of ["masthead", "workspace"]) byId(id).inert = true;
  wanted = '[name="words"]';
  act("list", { words: "" });
}

export function closeHistory() {
  if (!isOpen()) return;
  document.documentElement.removeAttribute("data-history-open");
  for (const id of ["masthead", "workspace"]) byId(id).inert = false;
  opener?.focus();
  opener = null;
}

/** Draws the conversation of that id, or an empty one. */
function show(id) {
  leave(id);
  shown = id;
  if (id) send("resumed", "prep:resume", { chat: id });
  else byId("clear").click();
}

function choose(item) {
  closeHistory();
  setChat(item.dataset.id, true);
  show(item.dataset.id);
  focusBox();
}

/** The drawer has been drawn anew. */
async function drawn() {
  const now = drawer();
  if (!now) return;
  if (wanted && isOpen()) now.querySelector(wanted)?.focus();
  wanted = null;
  announce(now.querySelector(".said").textContent);
  const url = now.dataset.download;
  if (url && url !== fetched) {
    fetched = url;
    await fetchFile(url).catch((error) => (now.querySelector(".said").textContent = error.message));
  }
}

function unfold(item, part) {
  for (const one of item.querySelectorAll(".renaming, .sure")) one.hidden = !one.matches(part);
  item.querySelector(`${part} input, ${part} button`)?.focus();
}

function fold(item) {
  for (const one of item.querySelectorAll(".renaming, .sure")) one.hidden = true;
  item.querySelector('[data-talk="open"]').focus();
}

function remove(item) {
  if (item.dataset.id === chat()) {
    setChat("");
    shown = "";
    byId("clear").click();
  }
  wanted = "h2";
  act("delete", { id: item.dataset.id });
}

const ACTS = {
  open: choose,
  rename: (item) => unfold(item, ".renaming"),
  delete: (item) => unfold(item, ".sure"),
  "delete-yes": remove,
  cancel: fold,
  export: (item) => act("export", { id: item.dataset.id }),
};

/** The address has changed by itself: back and forward go through the conversations too. */
function follow() {
  if (place().tab !== "chat" || chat() === shown) return;
  show(chat());
}

export function startHistory() {
  watch("history", drawn);
  watch("latest", () => {
    const turn = byId("latest").querySelector(".turn");
    if (turn?.dataset.chat) shown = turn.dataset.chat;
  });
  if (chat()) show(chat());
  window.addEventListener("popstate", follow);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-history], [data-history-close], [data-talk], [data-go], #clear");
  if (!button) {
    if (event.target.id === "history" || event.target.closest?.("#history") === event.target) closeHistory();
    return;
  }
  if (button.matches("#clear")) shown = "";
  else if (button.matches("[data-go]")) {
    event.preventDefault();
    go({ tab: button.dataset.go });
  } else if (button.matches("[data-history]")) open(button);
  else if (button.matches("[data-history-close]")) closeHistory();
  else ACTS[button.dataset.talk]?.(button.closest("li"));
});
document.addEventListener("input", (event) => {
  if (!event.target.matches?.('#history [name="words"]')) return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    wanted = '[name="words"]';
    act("list");
  }, 200);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches?.(".renaming")) return;
  event.preventDefault();
  wanted = "h2";
  act("rename", { id: event.target.closest("li").dataset.id, name: event.target.elements.name.value });
});
document.addEventListener("keydown", (event) => event.key === "Escape" && closeHistory());
