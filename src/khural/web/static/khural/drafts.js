// Drafts: what is typed into a form with a permit is kept some seconds after typing stops, and when the page is left.
// Without this file forms work as before, and what was refused or came too late is kept all the same.
"use strict";
(() => {
  const WAIT = 2500;
  // A browser sends no more than this with a page that is going away.
  const LEAVING = 60000;

  for (const permit of document.querySelectorAll("input[data-draft]")) watch(permit.form, permit);

  function watch(form, permit) {
    const note = document.createElement("p");
    note.className = "hint";
    note.setAttribute("role", "status");
    (form.querySelector(".actions") ?? form.lastElementChild).after(note);
    let timer = 0;
    let typed = false;
    let sending = null;

    async function keep(leaving = false) {
      clearTimeout(timer);
      if (!typed) return;
      typed = false;
      const sent = new URLSearchParams([...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string"));
      sending?.abort();
      sending = new AbortController();
      const { signal } = sending;
      try {
        const reply = await fetch(permit.dataset.draft, { method: "POST", body: sent, redirect: "error", signal, keepalive: leaving && String(sent).length < LEAVING });
        if (!reply.ok) throw new Error(String(reply.status));
        const told = await reply.json();
        say(!told.signed_in ? permit.dataset.out : told.kept ? permit.dataset.kept : permit.dataset.lost);
      } catch {
        if (signal.aborted) return;
        typed = true;
        say(permit.dataset.lost);
      }
    }

    function say(words) {
      if (note.textContent !== words) note.textContent = words;
    }

    form.addEventListener("input", () => {
      typed = true;
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT);
    });
    function stop() {
      clearTimeout(timer);
      typed = false;
      sending?.abort();
    }

    // The server decides now: it keeps what it refuses, and forgets what it saves or what is discarded.
    form.addEventListener("submit", stop);
    document.querySelector(`[data-draft-of="${CSS.escape(permit.dataset.name)}"]`)?.addEventListener("submit", stop);
    addEventListener("pagehide", () => keep(true));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(true));
  }
})();
