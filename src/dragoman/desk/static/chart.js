// Draws the chart of a page from its JSON. Expressions are interpreted, as the pages' policy lets no text become code.
"use strict";

(async () => {
  const place = document.getElementById("chart");
  const answer = await fetch(place.dataset.spec);
  if (!answer.ok) return;
  const spec = await answer.json();
  spec.width = Math.max(220, Math.min(820, place.clientWidth - 150));
  await window.vegaEmbed(place, spec, {
    actions: false,
    ast: true,
    defaultStyle: false,
    renderer: "canvas",
    tooltip: { disableDefaultStyle: true },
  });
  place.dataset.drawn = "yes";
})();
