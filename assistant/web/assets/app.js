"use strict";
// Starts the page's parts once Gradio has drawn them.
import { startChat } from "./chat.js";
import { startJudging } from "./judge.js";
import { whenDrawn } from "./page.js";
import { startPanels } from "./panel.js";
import { startPlan } from "./plan.js";
import { startRoles } from "./roles.js";
import { startSettings } from "./settings.js";
import { startTabs } from "./tabs.js";

whenDrawn(["masthead", "latest", "judged", "roles", "source-panel", "role", "role-list", "role-filters", "role-panel", "settings"], () => {
  startTabs();
  startPanels();
  startRoles();
  startChat();
  startJudging();
  startSettings();
});
whenDrawn(["masthead", "plan", "plan-panel"], startPlan);
