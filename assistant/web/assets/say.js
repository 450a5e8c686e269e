// Reading out: what changes on the page without the reader's doing is put into a live region, in whole sentences.
const live = document.createElement("div");
live.className = "prep-announcer";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");
live.setAttribute("aria-atomic", "false");
document.body.append(live);

export function announce(text) {
  if (!text.trim()) return;
  const line = document.createElement("p");
  line.textContent = text;
  live.append(line);
  while (live.childElementCount > 20) live.firstElementChild.remove();
}
