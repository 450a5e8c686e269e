// The buttons under an answer that say whether it is right. Answers are drawn anew when the conversation grows: what was
// said of them is kept here and shown again.
import { chat } from "./chat.js";
import { byId, send, watch } from "./page.js";
import { announce } from "./say.js";

const judged = new Map(); // turn -> {verdict, said}

function show(turn) {
  const { verdict, said } = judged.get(turn.dataset.turn) ?? {};
  const place = turn.querySelector(".judged");
  if (!place) return;
  for (const button of turn.querySelectorAll("[data-judge]")) {
    const pressed = String(button.dataset.judge === verdict);
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
  if (place.textContent !== (said ?? "")) place.textContent = said ?? "";
}

function showAll() {
  const turns = document.querySelectorAll("#conversation .turn");
  if (!turns.length) judged.clear(); // a new conversation
  for (const turn of turns) show(turn);
}

/** The server has saved an answer, or says why not. */
function told() {
  const line = byId("judged").querySelector("[data-turn]");
  if (!line) return;
  const { turn, verdict } = line.dataset;
  judged.set(turn, { verdict, said: line.textContent });
  announce(line.textContent);
  showAll();
}

export function startJudging() {
  watch("judged", told);
  watch("finished", showAll);
  watch("latest", showAll);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-judge]");
  if (!button) return;
  const { turn } = button.closest(".turn").dataset;
  send("judged", "prep:judge", { turn, chat: chat(), verdict: button.dataset.judge });
});
