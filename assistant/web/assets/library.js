// The library tab: pasting, dropping, watching a reading, correcting. The server draws; nothing here makes HTML.
import { Acts, closeSure, keepFocus, sentOnce, valuesOf } from "./acts.js";
import { byId, send, watch } from "./page.js";
import { announce } from "./say.js";
import { go } from "./tabs.js";
import { upload } from "./upload.js";

let acts = null;
let typing = 0;
let saving = ""; // the fact whose correction was sent last
let cancelling = false;
let said = "";
let refusal = ""; // which of the files that were sent last are not taken, and why
let marked = ""; // what was last marked in the posting: pressing a button takes the mark away

const page = () => byId("library").querySelector(".library-page");
const state = () => page()?.querySelector(".upload-state");

function tell(text) {
  const place = state();
  if (place) place.textContent = text;
}

/** Sends files and has them read. */
async function hand(files) {
  refusal = "";
  if (!files.length) {
    tell(state().dataset.nothing);
    announce(state().dataset.nothing);
    return;
  }
  const ids = [];
  const refused = [];
  for (const file of files) {
    const sending = state()?.dataset.sending.replace("{name}", file.name) ?? "";
    tell(sending);
    try {
      ids.push((await upload(file, (share) => tell(`${sending}: ${Math.round(share * 100)} %`))).id);
    } catch (error) {
      refused.push(error.message);
      announce(error.message);
    }
  }
  // The tab is drawn anew when the others have been read: what was refused is said there again.
  refusal = refused.join(" ");
  tell(refusal);
  if (ids.length) acts.act({ act: "read", uploads: ids }, { slow: true });
}

/** A pasted text as a file: it may be longer than an event can be. */
function paste(form) {
  const { text, name } = valuesOf(form);
  if (!text.trim()) return hand([]);
  const markup = /^\s*<(!doctype|html|head|body)\b/i.test(text);
  const called = (name.trim() || text.trim().split("\n")[0]).replace(/[\\/:*?"<>|\s]+/g, " ").trim().slice(0, 60) || "posting";
  return hand([new File([text], `${called}.${markup ? "html" : "txt"}`)]);
}

/** Browsers take seconds to paste a text that is very long, line by line. */
function pasted(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!event.target.matches('[data-library-form="paste"] textarea') || text.length < 20_000) return;
  event.preventDefault();
  const box = event.target;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function submitted(event) {
  const form = event.target.closest?.("[data-library-form]");
  if (!form) return;
  event.preventDefault();
  const which = form.dataset.libraryForm;
  if (which === "paste") paste(form);
  else if (which === "search") acts.act({ act: "search", ...valuesOf(form) });
  else if (sentOnce(form.querySelector('[type="submit"]'))) {
    saving = form.dataset.fact ?? "";
    acts.act({ act: which, ...valuesOf(form), fact: form.dataset.fact ?? "" });
  }
}

function useMarked(button) {
  const field = button.closest("form").querySelector("textarea, input");
  const words = marked.trim();
  if (!words) {
    announce(button.dataset.none);
    button.textContent = button.dataset.none;
    return;
  }
  field.value = field.tagName === "TEXTAREA" ? words.replace(/\s*\n\s*/g, " ") : words.split("\n")[0];
  field.focus();
}

function clicked(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { library, which = "", fact = "" } = button.dataset;
  if (button.matches("[data-library-selection]")) useMarked(button);
  else if (library === "reread") acts.act({ act: "read", which }, { slow: true });
  else if (library) {
    if (library.startsWith("remove")) closeSure(button);
    saving = fact;
    acts.act({ act: library, which, fact, words: library === "list" ? (page().dataset.words ?? "") : "" });
  }
}

/** While it is read, how far it is stands above the tab; the time that a step may take begins anew. */
function watched() {
  const now = byId("library-progress").querySelector(".reading-now");
  const text = now?.querySelector("label span").textContent ?? "";
  if (text && text !== said) announce(text);
  said = text;
  if (!now) cancelling = false;
  const button = now?.querySelector("[data-library-cancel]");
  if (button && cancelling && !button.disabled) {
    // It ends with the file at hand, which may take a while.
    button.disabled = true;
    button.textContent = button.dataset.cancelling;
  }
  if (!now || !acts.running) return;
  clearTimeout(acts.running);
  clearTimeout(acts.slowly);
  acts.running = setTimeout(() => acts.gaveUp(), 180_000);
}

/** A fact that was corrected needs its form no more; one that could not be is still to be mended. */
function fold(drawn) {
  const form = saving && drawn.querySelector(`form[data-fact="${CSS.escape(saving)}"]`);
  saving = "";
  if (!form || drawn.querySelector(".tab-note.bad")) return;
  const inside = form.contains(document.activeElement);
  const details = form.closest("details");
  details.open = false;
  if (inside) details.querySelector("summary").focus();
}

/** What other tabs show of the library is out of date. */
function afterDrawing(drawn) {
  tell(refusal);
  fold(drawn);
  // The page was loaded again, or another one is open, while postings are read: it looks on.
  if (drawn.dataset.reading && !byId("library-progress").querySelector(".reading-now")) {
    acts.act({ act: "read", watch: "1" }, { slow: true });
  }
  if (drawn.dataset.changed) document.dispatchEvent(new CustomEvent("prep:library-changed"));
}

export function startLibrary() {
  acts = new Acts("library", { afterDrawing });
  keepFocus(acts);
  watch("library-progress", watched);
  const tab = byId("library-column");
  tab.addEventListener("submit", submitted);
  tab.addEventListener("paste", pasted);
  tab.addEventListener("click", clicked);
  tab.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-library-cancel]")) return;
    send("library-progress", "prep:cancel", {});
    cancelling = true;
    watched();
  });
  tab.addEventListener("change", (event) => event.target.matches("[data-library-files]") && hand([...event.target.files]));
  tab.addEventListener("input", (event) => {
    if (!event.target.matches('[data-library-form="search"] input')) return;
    clearTimeout(typing);
    typing = setTimeout(() => acts.act({ act: "search", words: event.target.value }), 250);
  });
  byId("library-panel").addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) send("library-panel", "prep:open", { close: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-check]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go({ tab: "library" });
    acts.act({ act: "open", which: link.dataset.check });
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    tab.addEventListener(kind, (event) => {
      const zone = page()?.querySelector("[data-drop]");
      if (!zone || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      if (kind === "drop") hand([...event.dataTransfer.files]);
    });
  }
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const holder = selection.anchorNode?.parentElement?.closest("#library-panel .posting");
  if (holder && String(selection)) marked = String(selection);
});
