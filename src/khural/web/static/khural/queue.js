// Keyboard in the queue of offered statements: a, r, x and s press the button of the statement that j and k chose.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
  const item = document.querySelector("[data-current]") ?? document.querySelector("[data-key-item]");
  const button = item?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
