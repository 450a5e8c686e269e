"use strict";
// What the page does without asking the server: switch between the sources of an answer, open and close the panel on
// a phone, copy, bring new questions into view, and read answers out. The server draws; nothing here makes HTML.
(() => {
  const byId = (id) => document.getElementById(id);
  const narrow = window.matchMedia("(max-width: 899px)");
  let opener = null; // the button that opened the panel, which gets the focus back

  // ---- the source panel ------------------------------------------------------------------------------------------

  const source = () => byId("source-panel")?.querySelector(".source");

  /** Asks the server for a panel; `chat.py` listens on the panel's component. */
  function request(detail) {
    const component = byId("source-panel")?.querySelector(".source")?.parentElement;
    component?.dispatchEvent(new CustomEvent("prep:open", { detail }));
  }

  /** Shows citation `n` of `turn`: at once if the panel holds that answer, else the server draws it first. */
  function show(turn, n) {
    if (source()?.dataset.panelTurn === String(turn)) {
      choose(n);
      reveal();
    } else {
      request({ turn, n });
    }
  }

  function choose(n) {
    const panel = source();
    const has = (numbers) => numbers.split(" ").includes(String(n));
    panel.dataset.chosen = n;
    for (const part of panel.querySelectorAll("[data-ns]")) part.hidden = !has(part.dataset.ns);
    for (const mark of panel.querySelectorAll("mark")) mark.classList.toggle("chosen", has(mark.dataset.quotes));
    for (const button of panel.querySelectorAll(".switches .cite")) {
      if (button.dataset.cite === String(n)) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** Scrolls the chosen quote into the panel's view (never the page), and marks its number in the answer. */
  function reveal() {
    const panel = source();
    const { panelTurn: turn, chosen } = panel?.dataset ?? {};
    for (const button of document.querySelectorAll("#conversation .cite")) {
      const here = button.closest("[data-turn]").dataset.turn === turn && button.dataset.cite === chosen;
      button.classList.toggle("open", here);
    }
    const mark = panel?.querySelector("article:not([hidden]) mark.chosen");
    const scroller = mark?.closest(".posting");
    if (!scroller) return;
    const offset = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += offset - scroller.clientHeight / 3;
  }

  /** On a narrow window the panel covers the page like a dialog: what lies under it is out of reach meanwhile. */
  function openPanel(button) {
    if (!narrow.matches) return;
    opener = button;
    setOpen(true);
    source()?.querySelector("h2")?.focus();
  }

  function closePanel() {
    setOpen(false);
    opener?.focus();
    opener = null;
  }

  function setOpen(open) {
    document.body.classList.toggle("panel-open", open);
    byId("talk").inert = open;
    byId("masthead").inert = open;
  }

  // ---- announcing ------------------------------------------------------------------------------------------------

  const live = document.createElement("div");
  live.className = "prep-announcer";
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  live.setAttribute("aria-atomic", "false");
  const SPOKEN = ".callout h3, .callout > p, .answer > p:not(.thinking), .answer :is(li, tr, h3, h4), p.degraded, q";
  const speech = { turn: null, said: 0 };

  function announce(text) {
    if (!text.trim()) return;
    const line = document.createElement("p");
    line.textContent = text;
    live.append(line);
    while (live.childElementCount > 20) live.firstElementChild.remove();
  }

  /** Reads the newest answer out, block by block: while it is coming, its last block is not finished. */
  function readOut(turn) {
    if (speech.turn !== turn.dataset.turn) Object.assign(speech, { turn: turn.dataset.turn, said: 0 });
    const coming = turn.dataset.state === "asking";
    const blocks = turn.querySelectorAll(SPOKEN);
    const ready = coming ? blocks.length - 1 : blocks.length;
    for (; speech.said < ready; speech.said += 1) announce(blocks[speech.said].textContent);
  }

  // ---- the conversation ------------------------------------------------------------------------------------------

  let newest = null;

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

  // ---- wiring ----------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    if (event.target.id === "sources") closePanel(); // beside the panel that lies over the page
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.matches(".cite")) {
      const turn = (button.closest("[data-turn]") ?? button.closest("[data-panel-turn]")).dataset;
      show(Number(turn.turn ?? turn.panelTurn), Number(button.dataset.cite));
      if (turn.turn !== undefined) openPanel(button);
    } else if (button.matches("[data-whole]")) {
      const { panelTurn, chosen } = source().dataset;
      request({ turn: Number(panelTurn), n: Number(chosen), whole: true });
    } else if (button.matches("[data-close]")) {
      closePanel();
    } else if (button.matches("[data-copy]")) {
      copy(button);
    } else if (button.matches(".chip, #stop, #clear") && !narrow.matches) {
      byId("question-box").querySelector("textarea").focus(); // these buttons vanish; on a phone it would open the keyboard
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("panel-open")) closePanel();
  });
  narrow.addEventListener("change", () => document.body.classList.contains("panel-open") && closePanel());

  const OBSERVED = { childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: ["data-panel-turn", "data-turn", "data-state"] };

  /** Gradio's dropdown has no placeholder for several choices, and none chosen should not look like nothing. */
  function sayWhichRoles() {
    const input = byId("roles")?.querySelector("input");
    if (input) input.placeholder = byId("roles").querySelector(".token") ? "" : "All roles";
  }

  function start() {
    const reactions = { "source-panel": reveal, latest: follow, roles: sayWhichRoles };
    // Gradio draws the page some time after this script has run.
    if (!Object.keys(reactions).every(byId)) return void setTimeout(start, 50);
    for (const [id, react] of Object.entries(reactions)) new MutationObserver(react).observe(byId(id), OBSERVED);
    sayWhichRoles();
    const conversation = byId("conversation");
    conversation.setAttribute("role", "log");
    // The announcer reads answers out, in whole blocks; the log itself would repeat every half of one.
    conversation.setAttribute("aria-live", "off");
    conversation.setAttribute("aria-label", "Conversation");
    conversation.tabIndex = 0;
  }

  document.addEventListener("DOMContentLoaded", () => document.body.append(live));
  start();
})();
