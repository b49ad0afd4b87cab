// Review by keyboard: single keys while no field has the focus (and the box "single keys" is ticked), Ctrl+Enter within the form.
"use strict";

const form = document.getElementById("verdict");
const switchBox = document.getElementById("keys");
const press = (id) => document.getElementById(id)?.click();

function swapSides() {
  const [actors, recipients] = ["actors", "recipients"].map((id) => document.getElementById(id));
  [actors.value, recipients.value] = [recipients.value, actors.value];
  actors.focus();
}

const ACTIONS = {
  a: () => press("accept"),
  r: () => press("reject"),
  c: () => document.getElementById("act")?.focus(),
  s: swapSides,
  n: () => press("next"),
  u: () => press("last"),
};

document.addEventListener("keydown", (event) => {
  const isInField = event.target.closest("input:not([type=checkbox]), textarea, select") !== null;
  if (event.key === "Escape" && isInField) event.target.blur();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    press("correct");
  }
  if (isInField || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !switchBox.checked) return;
  const action = ACTIONS[event.key];
  if (action && (form || event.key === "u")) {
    event.preventDefault();
    action();
  }
});

try {
  switchBox.checked = localStorage.getItem("keys") !== "off";
  switchBox.addEventListener("change", () => localStorage.setItem("keys", switchBox.checked ? "on" : "off"));
} catch {
  // Forbidden storage: the choice holds for this page.
}
