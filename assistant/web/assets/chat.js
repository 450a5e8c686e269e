// The chat tab: bring new questions into view, read answers out, copy.
import { byId, narrow, watch } from "./page.js";
import { announce } from "./say.js";

const SPOKEN = ".callout h3, .callout > p, .answer > p:not(.thinking), .answer :is(li, tr, h3, h4), p.degraded, q";
const speech = { turn: null, said: 0 };
let newest = null;

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
    newest = null;
    return;
  }
  if (newest !== turn.dataset.turn) {
    newest = turn.dataset.turn;
    const scroller = byId("conversation");
    const offset = turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTo({ top: scroller.scrollTop + offset, behavior: "auto" });
  }
  readOut(turn);
}

async function copy(button) {
  const holder = button.closest(button.dataset.copy === "question" ? "li" : ".turn");
  const text = holder.querySelector(button.dataset.copy === "question" ? "q" : ".answer").innerText;
  const before = button.textContent;
  button.textContent = (await toClipboard(text)) ? "Copied" : "Copying is not allowed here";
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
  if (!narrow.matches) byId("question-box").querySelector("textarea").focus();
}

/** Gradio's dropdown has no placeholder for several choices, and none chosen should not look like nothing. */
function sayWhichRoles() {
  const input = byId("roles")?.querySelector("input");
  if (input) input.placeholder = byId("roles").querySelector(".token") ? "" : "All roles";
}

export function startChat() {
  watch("latest", follow);
  watch("roles", sayWhichRoles);
  sayWhichRoles();
  const conversation = byId("conversation");
  conversation.setAttribute("role", "log");
  // The announcer reads answers out, in whole blocks; the log itself would repeat every half of one.
  conversation.setAttribute("aria-live", "off");
  conversation.setAttribute("aria-label", "Conversation");
  conversation.tabIndex = 0;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button?.matches("[data-copy]")) copy(button);
  else if (button?.matches(".chip, #stop, #clear")) focusBox(); // these buttons vanish
});
