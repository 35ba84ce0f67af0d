// The map of hot spots, drawn from the plan that stands on the page: every [data-lat] is a place. Without this file, or
// without a single position, the plan and the table say the same.
(function () {
  "use strict";
  const box = document.querySelector("[data-map]");
  const places = [...document.querySelectorAll("[data-lat]")].map((one) => ({
    at: [Number(one.dataset.lat), Number(one.dataset.long)],
    across: Number(one.dataset.across), level: one.dataset.level, name: one.dataset.name, link: one.querySelector("a"),
  }));
  if (!box || !window.L || !places.length) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.hidden = false;
  const map = L.map(box, {
    attributionControl: Boolean(box.dataset.tiles), zoomControl: false, scrollWheelZoom: false, maxZoom: 18, zoomSnap: box.dataset.tiles ? 1 : 0.25,
    dragging: !matchMedia("(pointer: coarse)").matches, // one finger scrolls the page, two move the map
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
  });
  L.control.zoom({ zoomInTitle: box.dataset.nearer, zoomOutTitle: box.dataset.further }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (box.dataset.tiles) {
    const credit = document.createElement("span");
    credit.textContent = box.dataset.credit;
    map.attributionControl.setPrefix(false);
    L.tileLayer(box.dataset.tiles, { attribution: credit.innerHTML, maxZoom: 18, crossOrigin: false }).addTo(map);
  }

  // A place is a real link, so that keys, screen readers and "open in a new tab" work as everywhere.
  function spot(place) {
    const mark = document.createElement(place.link ? "a" : "span");
    mark.className = "spot level-" + place.level;
    if (place.link) {
      mark.href = place.link.href;
      if (place.link.hasAttribute("aria-current")) mark.setAttribute("aria-current", "true");
    }
    const circle = document.createElement("i"), name = document.createElement("span");
    circle.style.width = circle.style.height = place.across + "px";
    circle.textContent = place.link ? parseInt(place.link.querySelector("b").textContent, 10) : "";
    name.textContent = place.name;
    mark.append(circle, name);
    if (place.link) mark.setAttribute("aria-label", `${place.name} ${place.link.querySelector("b").textContent}`);
    return L.divIcon({ html: mark, className: "spot-at", iconSize: [0, 0] });
  }
  // The smaller the circle, the further up it lies: none hides another.
  for (const place of places) {
    L.marker(place.at, { icon: spot(place), interactive: false, keyboard: false, zIndexOffset: 1000 - place.across }).addTo(map);
  }
  map.fitBounds(L.latLngBounds(places.map((place) => place.at)), { paddingTopLeft: [108, 48], paddingBottomRight: [48, 56], maxZoom: 17, animate: false });

  // Where names would lie over each other, or over another place's circle, those of quiet places wait until somebody looks
  // closer; and a quiet place's own circle where it would lie on the name of one that is spoken of.
  const GAP = 8; // px between two that are read apart
  const meet = (one, other, gap) => one.left < other.right + gap && other.left < one.right + gap && one.top < other.bottom + gap && other.top < one.bottom + gap;
  function makeRoom() {
    const marks = [...box.querySelectorAll(".spot")].sort((one, other) => (other.matches("a") ? 1 : 0) - (one.matches("a") ? 1 : 0));
    const taken = marks.map((mark) => [mark, mark.querySelector("i").getBoundingClientRect()]), names = [];
    for (const mark of marks) {
      const circle = mark.querySelector("i"), name = mark.querySelector("span"), own = name.getBoundingClientRect(), quiet = mark.matches("span");
      const covers = quiet && names.some((one) => meet(circle.getBoundingClientRect(), one, 0));
      const crowded = covers || quiet && taken.some(([whose, one]) => whose !== mark && meet(own, one, GAP));
      circle.classList.toggle("waits", covers);
      name.classList.toggle("waits", crowded);
      if (!crowded) taken.push([mark, own]);
      if (!quiet) names.push(own);
    }
  }
  map.on("zoomend", makeRoom);
  makeRoom();
  for (const words of document.querySelectorAll("[data-under-map]")) words.open = false;
})();
