// First steps on the welcome page: ticked off as they are done, hidden for good when the visitor says so.
import { byId, memory, watch } from "./page.js";
import { onPlace } from "./tabs.js";

const HIDDEN = "prep-tour-hidden";
const DONE = "prep-tour-done";
const kept = memory(() => localStorage);
const done = new Set((kept.get(DONE) ?? "").split(" ").filter(Boolean));

function tick(step) {
  if (done.has(step)) return;
  done.add(step);
  kept.set(DONE, [...done].join(" "));
  draw();
}

function draw() {
  const tour = byId("welcome")?.querySelector(".tour");
  if (!tour) return;
  const hidden = kept.get(HIDDEN) === "1" || tour.dataset.closed === "1";
  if (tour.hidden !== hidden) tour.hidden = hidden;
  const steps = [...tour.querySelectorAll("[data-step]")];
  for (const step of steps) {
    const over = done.has(step.dataset.step);
    step.classList.toggle("over", over);
    step.querySelector("[data-done]").hidden = !over;
  }
  tour.querySelector(".tour-finished").hidden = !steps.every((step) => done.has(step.dataset.step));
}

function close() {
  kept.set(HIDDEN, "1");
  byId("welcome").querySelector(".tour").dataset.closed = "1";
  draw();
  byId("question-box").querySelector("textarea").focus();
}

export function startTour() {
  watch("welcome", draw);
  watch("latest", () => byId("latest").querySelector('[data-state="answered"]') && tick("ask"));
  onPlace(({ tab, role }) => {
    if (role) tick("roles");
    if (tab === "library" || tab === "plan") tick(tab === "plan" ? "prepare" : "library");
  });
  draw();
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.(".answer .cite")) tick("source");
  if (event.target.closest?.("[data-tour-close]")) close();
});
