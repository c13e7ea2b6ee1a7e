"use strict";
// The code of an invitation travels in the fragment, which no server or log sees; it goes into the form and out of the history.
const code = decodeURIComponent(window.location.hash.slice(1));
if (code) {
  history.replaceState(null, "", window.location.pathname);
  document.querySelector("#join [name=code]").value = code;
}
