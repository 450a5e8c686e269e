// The interview tab: sending answers, the clock of a live interview, dictation, the code box.
import { Acts, closeSure, keepFocus, sentOnce, valuesOf } from "./acts.js";
import { keepDraft } from "./drafts.js";
import { byId } from "./page.js";
import { announce } from "./say.js";
import { go } from "./tabs.js";

let acts = null;
let wish = {}; // what another tab asked for: a role, a stage
let ticking = 0;

/** Shows the start of an interview for a role, from another tab. */
export function interviewFor(role) {
  wish = role ? { role, pick: role, interview: "" } : {};
  go({ tab: "interview" });
}

/** Opens an interview of the history, from another tab. */
export function openInterview(which) {
  wish = { interview: which };
  go({ tab: "interview" });
}

// ---- the clock -----------------------------------------------------------------------------------------------------

function startClock(page) {
  clearInterval(ticking);
  const clock = page.querySelector(".clock");
  if (!clock) return;
  // The server's seconds count; this only goes on from them, by a clock that no change of the time of day moves.
  const from = performance.now() - Number(clock.dataset.spent) * 1000;
  const allowed = Number(clock.dataset.allowed);
  const said = new Set();
  const draw = () => {
    const left = allowed - (performance.now() - from) / 1000;
    const shown = Math.abs(left);
    const time = `${Math.floor(shown / 60)}:${String(Math.floor(shown % 60)).padStart(2, "0")}`;
    clock.textContent = (left >= 0 ? clock.dataset.left : clock.dataset.over).replace("{time}", time);
    clock.classList.toggle("late", left < 0);
    const mark = left < 0 ? "over" : left < 60 ? "minute" : left < allowed / 2 ? "half" : "";
    if (mark && !said.has(mark)) {
      if (said.size || mark === "half") announce(mark === "over" ? clock.textContent : clock.dataset[mark]);
      said.add(mark);
    }
  };
  draw();
  ticking = setInterval(draw, 1000);
}

// ---- dictation -----------------------------------------------------------------------------------------------------

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
let listening = null;

function offerDictation(page) {
  stopListening();
  const button = page.querySelector("[data-dictate]");
  if (button) button.hidden = !Recognition;
}

function stopListening() {
  listening?.stop();
  listening = null;
}

function dictate(button) {
  if (listening) {
    stopListening();
    return;
  }
  const box = byId("interview").querySelector('[name="text"]');
  const label = button.textContent;
  const recognition = new Recognition();
  Object.assign(recognition, { continuous: true, interimResults: false, lang: navigator.language });
  recognition.onresult = (event) => {
    for (const result of [...event.results].slice(event.resultIndex)) {
      if (result.isFinal) box.value += (box.value && !/\s$/.test(box.value) ? " " : "") + result[0].transcript.trim();
    }
    keepDraft(box);
  };
  recognition.onerror = (event) => {
    if (event.error !== "no-speech" && event.error !== "aborted") acts.tell(button.dataset.refused);
  };
  recognition.onend = () => {
    button.setAttribute("aria-pressed", "false");
    button.textContent = label;
    listening = null;
  };
  try {
    recognition.start();
  } catch {
    acts.tell(button.dataset.refused);
    return;
  }
  listening = recognition;
  button.setAttribute("aria-pressed", "true");
  button.textContent = button.dataset.listening;
}

// ---- steps ---------------------------------------------------------------------------------------------------------

function submit(which, form) {
  if (!sentOnce(form.querySelector('[type="submit"]'))) return;
  stopListening();
  acts.act({ act: which, ...valuesOf(form) }, { slow: true });
}

function act(button) {
  const { act, k, ...more } = button.dataset;
  closeSure(button);
  if (!sentOnce(button)) return;
  acts.act({ act, ...more }, { slow: act === "open" });
}

function clicked(event) {
  const target = event.target.closest("button, a[data-go]");
  if (!target) return;
  if (target.matches("a")) event.preventDefault();
  if (target.dataset.go) go({ tab: target.dataset.go });
  else if (target.matches("[data-dictate]")) dictate(target);
  else if (target.dataset.act) act(target);
}

function pressed(event) {
  const { target } = event;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.closest(".answer-form")) {
    event.preventDefault();
    target.closest("form").requestSubmit();
  } else if (event.key === "Tab" && target.name === "code" && !event.shiftKey && !target.dataset.leaving) {
    event.preventDefault();
    target.setRangeText("    ", target.selectionStart, target.selectionEnd, "end");
    keepDraft(target);
  }
  // Escape, then Tab leaves the code box: the keyboard is never caught in it.
  if (target.name === "code") {
    if (event.key === "Escape") target.dataset.leaving = "1";
    else if (event.key !== "Tab") delete target.dataset.leaving;
  }
}

export function startInterview() {
  acts = new Acts("interview", {
    afterDrawing: (page) => {
      startClock(page);
      offerDictation(page);
    },
  });
  keepFocus(acts);
  const own = acts.own.bind(acts);
  acts.own = () => {
    const wanted = wish;
    wish = {};
    return { ...own(), ...wanted };
  };
  const root = byId("interview");
  root.addEventListener("click", clicked);
  root.addEventListener("keydown", pressed);
  root.addEventListener("change", (event) => {
    if (event.target.name === "role") acts.act({ act: "show", ...valuesOf(event.target.form), pick: event.target.value });
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const which = event.target.dataset.interviewForm;
    if (which) submit(which, event.target);
  });
}
