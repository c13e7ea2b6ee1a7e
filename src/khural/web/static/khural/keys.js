// Keyboard on staff pages: j and k go through the items of a list, Enter opens one, / goes to the search field.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll("[data-key-item], .cards > .card, table[data-sortable] tbody tr")].filter((item) => item.offsetParent !== null);
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  const current = () => document.querySelector("[data-current]");

  function go(step) {
    const list = items();
    if (!list.length) return;
    const old = list.indexOf(current());
    const next = list[Math.min(Math.max(old + step, 0), list.length - 1)] ?? list[0];
    current()?.removeAttribute("data-current");
    next.setAttribute("data-current", "");
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    "/": () => document.querySelector("[data-search], input[type=search]")?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target)) return;
    if (event.key === "Enter" && event.target === current()) return event.target.querySelector("a[href], button")?.click();
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
