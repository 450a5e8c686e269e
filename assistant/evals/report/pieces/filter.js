"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const words = byId("words");
  if (!words) return;
  const cases = [...document.querySelectorAll("details.case")];
  const boxes = [...document.querySelectorAll(".statuses input")];
  const texts = new Map();
  const text = (item) => texts.get(item) ?? texts.set(item, item.textContent.toLowerCase()).get(item);
  const off = () => new Set(boxes.filter((box) => !box.checked).map((box) => box.id.slice("show-".length)));
  const shown = () => { const left = off(); return cases.filter((item) => !item.hidden && !left.has(item.dataset.status)); };
  const count = () => {
    const left = shown();
    const groups = new Set(left.map((item) => item.parentElement));
    byId("count").textContent = `${left.length} of ${cases.length} shown`;
    for (const note of document.querySelectorAll(".unmatched")) {
      const group = note.parentElement;
      note.hidden = groups.has(group) || !group.querySelector(".case");
    }
  };

  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of cases) item.hidden = wanted.length > 0 && !wanted.every((word) => text(item).includes(word));
    count();
  };
  let waiting;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  boxes.forEach((box) => box.addEventListener("change", count));
  byId("unfold").addEventListener("click", () => shown().forEach((item) => { item.open = true; }));
  byId("fold").addEventListener("click", () => cases.forEach((item) => { item.open = false; }));

  // A link to a case leads to it even where it is folded or filtered away.
  const arrive = () => {
    const item = location.hash && byId(location.hash.slice(1))?.closest("details.case");
    if (!item) return;
    const box = byId(`show-${item.dataset.status}`);
    if (box) box.checked = true;
    item.hidden = false;
    item.open = true;
    byId(location.hash.slice(1)).scrollIntoView();
    count();
  };
  addEventListener("hashchange", arrive);
  // Following the same link twice changes no hash.
  document.addEventListener("click", (event) => { if (event.target.closest?.("a[href^='#']")) setTimeout(arrive); });

  document.querySelector(".scripted").hidden = false;
  apply();
  arrive();
})();
