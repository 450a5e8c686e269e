// The settings tab: signing out, the language, exporting and deleting one's data.
import { fetchFile } from "./outbox.js";
import { byId, send, watch } from "./page.js";

const SHOWN = "settings";
let fetched = "";

function act(name) {
  send(SHOWN, "prep:settings", { act: name });
}

function askForget(open) {
  const sure = byId("forget-sure");
  sure.hidden = !open;
  const button = document.querySelector('[data-settings="ask-forget"]');
  button.setAttribute("aria-expanded", open);
  (open ? sure.querySelector('[data-settings="keep"]') : button).focus();
}

async function signOut() {
  await fetch("logout", { method: "POST", redirect: "manual" });
  location.assign("./");
}

const ACTS = {
  export: () => act("export"),
  "ask-forget": () => askForget(byId("forget-sure").hidden),
  keep: () => askForget(false),
  forget: () => act("forget"),
  "sign-out": signOut,
};

/** What the app drew just now may ask for something: an export to be saved, a page without what was deleted. */
async function react() {
  const drawn = byId(SHOWN).querySelector(".settings");
  const url = drawn?.dataset.download ?? "";
  if (url && url !== fetched) {
    fetched = url;
    try {
      await fetchFile(url);
    } catch (error) {
      drawn.querySelector(".settings-note").textContent = error.message;
    }
  }
  // Other tabs still show what was deleted: they are drawn anew once the person has read that it is gone.
  if (drawn?.dataset.reload) setTimeout(() => location.reload(), 2500);
}

export function startSettings() {
  watch(SHOWN, react);
  react();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-settings]");
  if (button) ACTS[button.dataset.settings]?.();
  // What is kept may have grown since the page was loaded.
  if (event.target.closest?.("#tab-settings")) act("show");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.("#forget-sure")) askForget(false);
});
document.addEventListener("change", (event) => {
  if (event.target.id !== "settings-language") return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `prep-lang=${event.target.value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  const next = new URL(location.href);
  next.searchParams.delete("lang");
  location.replace(next);
});
