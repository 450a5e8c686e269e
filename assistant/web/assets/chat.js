// The chat tab: what is shown and edited, new questions into view, reading answers out, copying.
import { byId, memory, narrow, send, watch, word } from "./page.js";
import { announce } from "./say.js";

const SPOKEN = ".callout h3, .callout > p, .answer > p:not(.thinking), .answer :is(li, tr, h3, h4), p.degraded, q";
const speech = { turn: null, said: 0 };
let newest = null;
let left = null; // the conversation that was shown before: what is still drawn of it says nothing
let asked = 0; // when the last question was sent, while no answer to it is seen
let sent = null; // the question that was sent last, until it is seen
let edited = null; // the index of the turn that the next question takes the place of

/** The id of the conversation that is shown, as the address says; "" for one that has not begun. */
export const chat = () => new URLSearchParams(location.search).get("chat") ?? "";

/** Shows another conversation in the address. `remember`: the browser's back button undoes it. */
export function setChat(id, remember = false) {
  const next = new URL(location.href);
  if (id) next.searchParams.set("chat", id);
  else next.searchParams.delete("chat");
  if (next.href !== location.href) history[remember ? "pushState" : "replaceState"](null, "", next);
}

/** From now on another conversation than the one that is drawn is shown. */
export function leave(next = "") {
  const drawn = byId("latest").querySelector(".turn")?.dataset.chat;
  left = drawn && drawn !== next ? drawn : null;
}

/** What Python gets with each question. */
window.prepWhere = (question = null) => {
  if (question !== null) sent = question;
  const where = JSON.stringify({ chat: chat(), edit: edited });
  edit(null);
  asked = Date.now();
  return where;
};

/** Whether an answer is under way: what is sent twice is asked once. */
function busy() {
  return Date.now() - asked < 2000 || Boolean(byId("latest").querySelector('[data-state="asking"]'));
}

// ---- editing and asking again ------------------------------------------------------------------------------------

/** From now on the next question takes the place of that turn; null: of none. */
function edit(turn) {
  edited = turn;
  for (const one of document.querySelectorAll(".turn")) one.classList.toggle("edited", Number(one.dataset.turn) === turn);
  document.documentElement.toggleAttribute("data-editing", turn !== null);
}

const box = () => byId("question-box").querySelector("textarea");

function setBox(text) {
  box().value = text;
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

function fillBox(text) {
  setBox(text);
  box().focus();
}

/** The question leaves the box once it is seen; what was typed behind it meanwhile stays. A question that failed comes
 * back into it, so that it need not be typed again. */
function emptyBox(turn) {
  if (sent === null || turn.querySelector("h2").textContent !== sent.trim()) return;
  if (box().value.startsWith(sent)) setBox(box().value.slice(sent.length));
  if (turn.dataset.state === "asking") return;
  if (turn.dataset.state === "failed" && !box().value) setBox(sent);
  sent = null;
}

function startEditing(turn) {
  fillBox(turn.querySelector("h2").textContent);
  edit(Number(turn.dataset.turn));
}

function stopEditing() {
  edit(null);
  fillBox("");
}

function askAgain(turn) {
  edit(Number(turn.dataset.turn));
  ask(turn.querySelector("h2").textContent);
}

function ask(question) {
  if (busy()) return;
  send("welcome", "prep:ask", { question });
}

// ---- what is typed is not lost -----------------------------------------------------------------------------------

const DRAFT = "prep-draft";

function keepDraft(event) {
  memory(() => sessionStorage).set(DRAFT, event.target.value);
}

/** What was typed before the page was loaded again. */
function bringDraft() {
  const draft = memory(() => sessionStorage).get(DRAFT);
  if (draft) fillBox(draft);
}

// ---- a growing answer --------------------------------------------------------------------------------------------

/** Reads the newest answer out, block by block: while it is coming, its last block is not finished. */
function readOut(turn) {
  if (speech.turn !== turn.dataset.turn) Object.assign(speech, { turn: turn.dataset.turn, said: 0 });
  const coming = turn.dataset.state === "asking";
  const blocks = turn.querySelectorAll(SPOKEN);
  const ready = coming ? blocks.length - 1 : blocks.length;
  for (; speech.said < ready; speech.said += 1) announce(blocks[speech.said].textContent);
}

/** A new question goes to the top of the view, its answer grows below it. */
function follow() {
  const turn = byId("latest")?.querySelector(".turn");
  if (!turn) {
    newest = left = null;
    return;
  }
  if (turn.dataset.chat === left) return;
  asked = 0;
  emptyBox(turn);
  if (turn.dataset.chat) setChat(turn.dataset.chat);
  if (newest !== turn.dataset.turn) {
    newest = turn.dataset.turn;
    const scroller = byId("conversation");
    const offset = turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTo({ top: scroller.scrollTop + offset, behavior: "auto" });
  }
  readOut(turn);
}

// ---- copying -----------------------------------------------------------------------------------------------------

async function copy(button) {
  const holder = button.closest(button.dataset.copy === "question" ? "li" : ".turn");
  const text = holder.querySelector(button.dataset.copy === "question" ? "q" : ".answer").innerText;
  const before = button.textContent;
  button.textContent = word((await toClipboard(text)) ? "copied" : "copy_refused");
  announce(button.textContent);
  setTimeout(() => (button.textContent = before), 2000);
}

/** Pages that are not served over https (a host in the local network) have no clipboard API. */
async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** On a phone it would open the keyboard. */
export function focusBox() {
  if (!narrow.matches) box().focus();
}

/** Gradio's dropdown has no placeholder for several choices, and none chosen should not look like nothing. */
function sayWhichRoles() {
  const input = byId("roles")?.querySelector("input");
  if (input) input.placeholder = byId("roles").querySelector(".token") ? "" : word("all_roles");
}

export function startChat() {
  watch("latest", follow);
  watch("roles", sayWhichRoles);
  watch("masthead", sayWhichRoles);
  sayWhichRoles();
  const conversation = byId("conversation");
  conversation.setAttribute("role", "log");
  // The announcer reads answers out, in whole blocks; the log itself would repeat every half of one.
  conversation.setAttribute("aria-live", "off");
  conversation.setAttribute("aria-label", "Conversation");
  conversation.tabIndex = 0;
  byId("question-box").addEventListener("input", keepDraft);
  watch("latest", () => memory(() => sessionStorage).set(DRAFT, box().value));
  bringDraft();
}

// The welcome counts what the library holds, and the choice of roles lists it.
document.addEventListener("prep:library-changed", () => send("welcome", "prep:greet", {}));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.matches("[data-copy]")) copy(button);
  else if (button.matches("[data-edit]")) startEditing(button.closest(".turn"));
  else if (button.matches("[data-again]")) askAgain(button.closest(".turn"));
  else if (button.matches("[data-editing-stop]")) stopEditing();
  else if (button.matches("#workspace .chip")) ask(button.textContent);
  if (button.matches("#clear")) {
    leave();
    setBox("");
    setChat("", true);
  }
  if (button.matches(".chip, #stop, #clear, [data-again]")) focusBox(); // these buttons vanish
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || !event.target.closest?.("#question-box") || !busy()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && edited !== null && event.target.closest?.("#question-box")) stopEditing();
});
