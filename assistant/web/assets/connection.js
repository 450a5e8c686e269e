// Says when the app does not answer, and when it was started again: then the page is loaded anew, and goes on.
import { byId, word } from "./page.js";

const CALM_SECONDS = 20;
const WORRIED_SECONDS = 2;
let known = null; // the app that drew this page: another one has another id
let away = false;
const line = document.createElement("div");
line.className = "connection";
line.setAttribute("role", "status");
line.hidden = true;

function say(text, reload = false) {
  line.replaceChildren(text);
  line.hidden = !text;
  if (!reload) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word("reload");
  button.addEventListener("click", () => location.reload());
  line.append(" ", button);
}

/** Whether nothing is typed that a reload would take away. */
const idle = () =>
  [byId("question-box").querySelector("textarea"), document.querySelector(":focus:is(input, textarea)")].every((field) => !field?.value);

function answered(id) {
  if (away) say(word("back"));
  if (away) setTimeout(() => !away && id === known && say(""), 4000);
  away = false;
  known ??= id;
  if (id === known) return;
  // What this page was waiting for is gone with the old app; nothing is typed that a reload could lose.
  if (idle()) location.reload();
  else say(word("restarted"), true);
}

async function look() {
  try {
    const reply = await fetch("gradio_api/app_id", { cache: "no-store" });
    if (reply.ok) answered((await reply.json()).app_id);
    else if (reply.status === 401) location.reload(); // signed out meanwhile
  } catch {
    away = true;
    say(word("away"));
  }
}

function pause() {
  const waiting = document.querySelector('.turn[data-state="asking"]');
  return (away || waiting ? WORRIED_SECONDS : CALM_SECONDS) * 1000;
}

async function keepLooking() {
  if (document.visibilityState === "visible") await look();
  setTimeout(keepLooking, pause());
}

export function startConnection() {
  document.body.append(line);
  keepLooking();
  for (const event of ["online", "offline", "focus"]) window.addEventListener(event, look);
}
