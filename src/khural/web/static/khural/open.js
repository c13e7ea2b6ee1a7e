// A code from a printed square leaves the address before anything else and is put into its field; joining stays a step.
"use strict";
(() => {
  const code = location.hash.slice(1);
  if (!code) return;
  history.replaceState(null, "", location.pathname + location.search);
  const field = document.getElementById("code");
  if (!field) return;
  field.value = code;
  field.closest("details")?.setAttribute("open", "");
})();
