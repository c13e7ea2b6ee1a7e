// The voter's pages. A code from a link leaves the address before anything else; answers wait in the memory of this page
// while there is no connection, are sent one after the other, and are called saved only when the server said so.
"use strict";
(() => {
  const code = location.hash.slice(1);
  if (code) history.replaceState(null, "", location.pathname + location.search);
  const entrance = document.getElementById("enter");
  if (entrance && code) {
    entrance.elements.code.value = code;
    entrance.submit();
    return;
  }

  const part = (id) => document.getElementById(id);
  const ballot = part("ballot");
  if (!ballot) return;
  const words = ballot.dataset;
  const forms = [...document.querySelectorAll("form[data-vote]")];
  const undo = part("undo");
  const LONGEST_WAIT = 30000, PATIENCE = 20000, PAUSE = 250;

  const queue = new Map();
  const past = [];
  let ahead = JSON.parse(part("ahead").textContent);
  let card = {
    version: Number(forms[0].elements.version.value), basket: part("basket").textContent, text: part("text").textContent,
    language: part("text").lang, original: part("original").querySelector("p").textContent,
    original_language: part("original").querySelector("p").lang, is_reviewed: part("unreviewed").hidden,
    original_name: words.originalName,
  };
  let sending = false, timer = 0, failures = 0, shownAt = 0, over = false;

  function state(name) {
    const line = document.createElement("span");
    line.className = name === "saved" ? "saved" : "waiting";
    line.textContent = words[name].replace("%n", queue.size);
    part("state").replaceChildren(line);
  }

  function refuse(sentence) {
    part("refused").textContent = sentence;
    part("refused").hidden = false;
  }

  function show(next) {
    card = next ?? null;
    shownAt = performance.now();
    part("choices").hidden = !card;
    part("text").textContent = card ? card.text : words.next;
    part("text").lang = card ? card.language : document.documentElement.lang;
    part("basket").textContent = card ? card.basket : "";
    part("unreviewed").hidden = !card || card.is_reviewed;
    const original = part("original");
    original.hidden = !card?.original;
    original.open = Boolean(card && !card.is_reviewed && words.strict);
    if (card?.original) {
      original.querySelector("summary").textContent = words.original.replace("%n", card.original_name);
      original.querySelector("p").textContent = card.original;
      original.querySelector("p").lang = card.original_language;
    }
    for (const form of forms) {
      form.elements.version.value = card ? card.version : "";
      form.querySelector("button").removeAttribute("aria-pressed");
    }
    undo.hidden = !past.length && !undo.elements.version.value;
    part("text").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function put(version, form) {
    queue.delete(version);
    queue.set(version, form.elements.answer.value);
    state(failures ? "waiting" : "sending");
    send();
  }

  function choose(form) {
    if (over || !card || performance.now() - shownAt < PAUSE) return;
    const chosen = card;
    past.push(chosen);
    if (location.search) history.replaceState(null, "", location.pathname);
    show(ahead.shift());
    put(chosen.version, form);
  }

  function takeBack() {
    const last = past.pop();
    if (card) ahead.unshift(card);
    show(last);
    put(last.version, undo);
  }

  async function send() {
    if (sending || over || !queue.size) return;
    clearTimeout(timer);
    sending = true;
    const [version, answer] = queue.entries().next().value;
    const form = [...forms, undo].find((one) => one.elements.answer.value === answer);
    const body = new URLSearchParams(new FormData(form));
    body.set("version", version);
    try {
      const reply = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (reply.status >= 500 || reply.status === 429) throw new Error("try again");
      await settle(reply, version, answer);
      failures = 0;
    } catch {
      failures += 1;
      state("waiting");
      timer = setTimeout(send, Math.min(1000 * 2 ** (failures - 1), LONGEST_WAIT));
    }
    sending = false;
    if (!failures) send();
  }

  async function settle(reply, version, answer) {
    const isJson = reply.headers.get("Content-Type")?.startsWith("application/json");
    const said = isJson ? await reply.json() : {};
    if (reply.type === "opaqueredirect" || said.ended) {
      over = true;
      refuse(words.ended.replace("%n", queue.size));
      return state("waiting");
    }
    if (queue.get(version) === answer) queue.delete(version);
    if (!reply.ok) return refuse(said.refused ?? words.refused);
    part("progress").textContent = said.progress;
    part("bar").max = said.total;
    part("bar").value = said.answered;
    ahead = said.ahead.filter((one) => !queue.has(one.version) && one.version !== card?.version);
    state(queue.size ? "sending" : "saved");
    if (!card && ahead.length) show(ahead.shift());
    else if (!card && !queue.size) location.assign(location.pathname);
  }

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      choose(form);
    });
  }
  undo.addEventListener("submit", (event) => {
    if (past.length || queue.size) event.preventDefault();
    if (past.length && !over) takeBack();
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input, textarea, select")) return;
    const form = forms[["1", "2", "3"].indexOf(event.key)];
    if (form) choose(form);
  });
  addEventListener("online", () => { failures = 0; send(); });
  addEventListener("beforeunload", (event) => {
    if (queue.size) event.preventDefault();
  });
})();
