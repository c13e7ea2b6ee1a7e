// Results that change in batches: the page asks once a minute whether there is a newer one, whatever the reader does.
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live?.dataset.live) return;
  setInterval(async () => {
    try {
      const reply = await fetch(location.pathname, { cache: "no-cache" });
      if (!reply.ok) return;
      const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("live");
      if (fresh && fresh.dataset.live !== live.dataset.live) location.reload();
    } catch { /* No connection: the next minute asks again. */ }
  }, 60000);
})();
