// The plan tab: handing over a résumé, filtering the gap, the plan's form, ticking sessions off.
import { Acts, closeSure, keepFocus, sentOnce, valuesOf } from "./acts.js";
import { interviewFor } from "./interview.js";
import { byId, send } from "./page.js";
import { announce } from "./say.js";
import { go } from "./tabs.js";
import { RESUMES, upload } from "./upload.js";

const KEPT = "prep-plan"; // which plan was looked at last in this browser tab
let acts = null;

function remembered() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

function remember(page) {
  try {
    if (page.dataset.plan) sessionStorage.setItem(KEPT, page.dataset.plan);
  } catch {
    // then the nearest plan is shown
  }
}

// ---- the résumé ----------------------------------------------------------------------------------------------------

async function hand(file) {
  const state = document.querySelector("#plan .upload-state");
  const tell = (text) => {
    state.textContent = text;
  };
  if (!RESUMES.split(",").some((suffix) => file.name.toLowerCase().endsWith(suffix))) {
    tell(`${file.name}: ${RESUMES.replaceAll(",", " ")}`);
    announce(state.textContent);
    return;
  }
  try {
    tell("0 %");
    const sent = await upload(file, (share) => tell(`${Math.round(share * 100)} %`));
    tell(state.dataset.reading);
    acts.act({ act: "upload", uploads: [sent.id] }, { slow: true });
  } catch (error) {
    tell(error.message);
    announce(error.message);
  }
}

// ---- the gap -------------------------------------------------------------------------------------------------------

const hidden = new Set(); // verdicts that are filtered out; kept while the tab is open
let kind = "";

function filter() {
  const gap = document.querySelector("#plan .gap-page");
  if (!gap) return;
  for (const box of gap.querySelectorAll("[data-verdict-filter]")) box.checked = !hidden.has(box.dataset.verdictFilter);
  const choice = gap.querySelector("[data-kind-filter]");
  if (choice) choice.value = kind;
  let left = 0;
  for (const group of gap.querySelectorAll("tbody")) {
    const rows = [...group.querySelectorAll("[data-verdict]")];
    for (const row of rows) row.hidden = hidden.has(row.dataset.verdict);
    const some = rows.filter((row) => !row.hidden).length;
    group.hidden = !some || Boolean(kind && group.dataset.kind !== kind);
    left += group.hidden ? 0 : some;
  }
  const none = gap.querySelector(".no-rows");
  if (none) none.hidden = left > 0;
}

// ---- the form ------------------------------------------------------------------------------------------------------

function form(more) {
  acts.act({ act: "form", form: "1", ...valuesOf(document.querySelector('#plan [data-plan-form="make"]')), ...more });
}

function submit(which, element) {
  if (!sentOnce(element.querySelector('[type="submit"]'))) return;
  const values = valuesOf(element);
  if (which === "make") {
    delete values.add;
    values.timezone ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    values.form = "1";
  }
  acts.act({ act: which, ...values }, { slow: which !== "profile" });
}

function weekOrDays() {
  const each = document.querySelector('#plan [name="spread"][value="weekday"]')?.checked;
  const days = document.querySelector("#plan .weekday-hours");
  if (days) days.hidden = !each;
  const week = document.querySelector('#plan [name="week"]');
  if (week) week.disabled = Boolean(each);
}

// ---- wiring --------------------------------------------------------------------------------------------------------

const ACTIONS = {
  part: (part) => acts.act({ act: "show", part, form: "" }),
  open: (plan) => acts.act({ act: "show", part: "plan", plan }),
};

function act(button) {
  const { act, ...more } = button.dataset;
  delete more.k;
  const { roleId, ...rest } = more;
  if (roleId) rest.role = roleId;
  if (act === "form") rest.part = "plan";
  closeSure(button);
  const slow = act === "replan";
  if (act !== "export" && act !== "gap-file" && !sentOnce(button)) return;
  acts.act({ act, ...rest }, { slow });
}

export function startPlan() {
  acts = new Acts("plan", {
    afterDrawing: (page) => {
      remember(page);
      filter();
      weekOrDays();
    },
  });
  keepFocus(acts);
  const own = acts.own.bind(acts);
  acts.own = () => ({ ...(remembered() ? { plan: remembered() } : {}), ...own() });
  const root = byId("plan");
  root.addEventListener("click", clicked);
  root.addEventListener("change", changed);
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const which = event.target.dataset.planForm;
    if (which) submit(which, event.target);
  });
  for (const name of ["dragover", "drop"]) root.addEventListener(name, dropped);
  // On a wide window the source beside the plan is closed again by its button.
  byId("plan-panel").addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) send("plan-panel", "prep:open", {});
  });
}

function clicked(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { planPart, planOpen, planTake, act: step } = button.dataset;
  if (planPart) ACTIONS.part(planPart);
  else if (planOpen) ACTIONS.open(planOpen);
  else if (planTake) form({ take: planTake, add: "" });
  else if (button.matches("[data-plan-add]")) addRole();
  else if (button.dataset.go === "interview") interviewFor(button.dataset.goRole);
  else if (button.dataset.go) go({ tab: button.dataset.go });
  else if (step) act(button);
}

function addRole() {
  const chosen = document.querySelector('#plan [name="add"]').value;
  if (chosen) form({ add: chosen });
}

function changed(event) {
  const { target } = event;
  if (target.matches("[data-pick-role]")) {
    acts.act({ act: "show", role: target.value, pick: target.value });
  } else if (target.matches("[data-plan-done]")) {
    acts.act({ act: "mark", item: target.dataset.planDone, state: target.checked ? "done" : "open" });
  } else if (target.matches("[data-verdict-filter]")) {
    if (target.checked) hidden.delete(target.dataset.verdictFilter);
    else hidden.add(target.dataset.verdictFilter);
    filter();
  } else if (target.matches("[data-kind-filter]")) {
    kind = target.value;
    filter();
  } else if (target.matches('[name="spread"]')) {
    weekOrDays();
  } else if (target.id === "resume-file" && target.files[0]) {
    hand(target.files[0]);
    target.value = "";
  }
}

function dropped(event) {
  const zone = event.target.closest?.("[data-drop]");
  if (!zone || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop" && event.dataTransfer.files[0]) hand(event.dataTransfer.files[0]);
}
