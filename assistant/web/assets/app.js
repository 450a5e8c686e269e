"use strict";
// Starts the page's parts once Gradio has drawn them.
import { startChat } from "./chat.js";
import { startConnection } from "./connection.js";
import { startHistory } from "./history.js";
import { startInterview } from "./interview.js";
import { startJudging } from "./judge.js";
import { startLibrary } from "./library.js";
import { whenDrawn } from "./page.js";
import { startPanels } from "./panel.js";
import { startPlan } from "./plan.js";
import { startReview } from "./review.js";
import { startRoles } from "./roles.js";
import { startSettings } from "./settings.js";
import { startTabs } from "./tabs.js";
import { startTour } from "./tour.js";

whenDrawn(["masthead", "latest", "judged", "resumed", "history", "question-box", "roles", "source-panel", "role", "role-list", "role-filters", "role-panel", "settings"], () => {
  startTabs();
  startPanels();
  startRoles();
  startChat();
  startHistory();
  startTour();
  startConnection();
  startJudging();
  startSettings();
});
whenDrawn(["masthead", "plan", "plan-panel"], startPlan);
whenDrawn(["masthead", "interview"], startInterview);
whenDrawn(["masthead", "review"], startReview);
whenDrawn(["masthead", "library", "library-progress", "library-panel"], startLibrary);
