// The switch between light and dark, and the charts: each specification is fetched when its place comes into view.
"use strict";

const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => root.dataset.theme || (systemDark.matches ? "dark" : "light");
const places = [...document.querySelectorAll("[data-chart]")];
const OPTIONS = {
  ast: true, // expressions are interpreted, not compiled: no eval
  actions: false,
  defaultStyle: false, // styles stand in site.css: the policy forbids inline ones
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
  logLevel: 1, // errors only: a map warns while its shapes are on the way
  loader: { target: "_self" },
};

let vega;
function loadVega() {
  vega ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/vega.js";
    script.onload = () => resolve(window.vegaEmbed);
    script.onerror = reject;
    document.head.append(script);
  });
  return vega;
}

async function draw(place) {
  const address = new URL(place.dataset.chart, location.href);
  address.searchParams.set("theme", theme());
  try {
    const [embed, answer] = await Promise.all([loadVega(), fetch(address)]);
    if (!answer.ok) throw new Error(answer.statusText);
    const spec = await answer.json();
    if (JSON.stringify(spec).includes('"projection"')) spec.height = Math.min(spec.height, place.clientWidth * 0.55);
    await embed(place, spec, OPTIONS);
    // The place says what is drawn, the CSV has its data; marks one by one say nothing to a listener.
    place.querySelector("svg")?.setAttribute("aria-hidden", "true");
    place.dataset.drawn = "";
  } catch {
    place.textContent = "This chart could not be drawn; its data can be downloaded below.";
  }
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      watcher.unobserve(entry.target);
      draw(entry.target);
    }
  },
  { rootMargin: "300px" },
);
places.forEach((place) => watcher.observe(place));

function redraw() {
  places.filter((place) => "drawn" in place.dataset).forEach(draw);
}
systemDark.addEventListener("change", redraw);

const button = document.getElementById("theme");
button.hidden = false;
button.addEventListener("click", () => {
  root.dataset.theme = theme() === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Forbidden storage: the choice holds for this page.
  }
  redraw();
});
