// What scripts add to the pages, which do without: the record of marked words, shown when they are pointed at.
"use strict";

(() => {
  let card = null;

  function hide() {
    if (card) card.remove();
    card = null;
  }

  function show(mark) {
    hide();
    const record = document.getElementById(mark.dataset.card);
    if (!record) return;
    card = document.createElement("div");
    card.className = "card";
    card.setAttribute("role", "tooltip");
    for (const child of record.children) card.append(child.cloneNode(true));
    document.body.append(card);
    const box = mark.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + window.scrollX}px`;
    card.style.top = `${box.bottom + window.scrollY + 4}px`;
  }

  for (const mark of document.querySelectorAll("mark[data-card]")) {
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("focusin", () => show(mark));
    mark.addEventListener("focusout", hide);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("mouseover", (event) => {
    if (card && !event.target.closest(".card, mark[data-card]")) hide();
  });
})();
