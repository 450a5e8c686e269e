// The review and progress tab: cards by mouse and by keyboard, dates, the debrief.
import { Acts, closeSure, keepFocus, sentOnce, valuesOf } from "./acts.js";
import { openInterview } from "./interview.js";
import { byId } from "./page.js";
import { go, place } from "./tabs.js";

let acts = null;
let only = ""; // the role whose cards are reviewed; "" for all

const box = () => byId("review").querySelector(".card-box");

function showAnswer() {
  const answer = box()?.querySelector(".card-answer");
  if (!answer?.hidden) return;
  answer.hidden = false;
  box().querySelector(".before-answer").hidden = true;
  answer.focus();
  acts.focused = { key: "", at: null };
}

function grade(n) {
  const card = box();
  if (!card || card.querySelector(".card-answer").hidden || card.dataset.sent) return;
  card.dataset.sent = "1";
  acts.focused = { key: "", at: null };
  acts.act({ act: "grade", card: card.dataset.card, grade: n });
}

function submit(which, form) {
  if (!sentOnce(form.querySelector('[type="submit"]'))) return;
  const values = valuesOf(form);
  if (which === "answer") values.card = box().dataset.card;
  acts.act({ act: which, ...values }, { slow: which === "answer" });
}

function clicked(event) {
  const button = event.target.closest("button, a[data-go]");
  if (!button) return;
  if (button.matches("a")) event.preventDefault();
  if (button.dataset.reviewPart) acts.act({ act: "show", part: button.dataset.reviewPart });
  else if (button.matches("[data-show-answer]")) showAnswer();
  else if (button.dataset.grade) grade(button.dataset.grade);
  else if (button.dataset.moreLines) moreLines(button);
  else if (button.dataset.go) go({ tab: button.dataset.go });
  else if (button.dataset.act === "open") openInterview(button.dataset.which);
  else if (button.dataset.act === "delete") {
    closeSure(button);
    acts.act({ act: "delete", which: button.dataset.which });
  }
}

function moreLines(button) {
  const role = button.form.elements.role.value;
  acts.act({ act: "show", part: "debrief", lines: Number(button.dataset.moreLines), role });
}

const typing = (target) => target.closest?.("input, textarea, select, summary, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (place().tab !== "review" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!box()) return;
  if (event.key === " " && !event.target.closest("button, a")) {
    event.preventDefault();
    showAnswer();
  } else if (/^[1-4]$/.test(event.key)) {
    grade(event.key);
  }
});

export function startReview() {
  acts = new Acts("review");
  keepFocus(acts);
  const own = acts.own.bind(acts);
  acts.own = () => ({ ...own(), ...(only ? { only } : {}) });
  const root = byId("review");
  root.addEventListener("click", clicked);
  root.addEventListener("change", (event) => {
    if (!event.target.matches("[data-only]")) return;
    only = event.target.value;
    acts.act({ act: "show" });
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const which = event.target.dataset.reviewForm;
    if (which) submit(which, event.target);
  });
}
