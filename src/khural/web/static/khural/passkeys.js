"use strict";
// allauth's scripts report a key that failed only to the console; whoever waits before the page must be told too.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const box = document.getElementById("passkey-trouble");
  const unfit = !window.PublicKeyCredential || event.detail.exception.name === "SecurityError";
  box.textContent = unfit ? box.dataset.unfit : box.dataset.unanswered;
  box.hidden = false;
});
