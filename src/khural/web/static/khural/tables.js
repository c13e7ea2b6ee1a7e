// Tables marked data-sortable: sort by a column, filter by words, copy into a spreadsheet. Without this file they stay plain.
"use strict";
(() => {
  const words = document.querySelector("[data-table-words]")?.dataset ?? {};
  const say = (key, fallback) => words[key] || fallback;
  const language = document.documentElement.lang || "en";
  const byText = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  function shown(cell) {
    const abbreviated = cell.querySelector("abbr[title]");
    if (abbreviated) return abbreviated.title;
    const read = cell.cloneNode(true);
    read.querySelectorAll(".glyph, .hidden-visually").forEach((part) => part.remove());
    return read.textContent.replace(/\s+/g, " ").trim();
  }
  const told = (cell) => cell.dataset.sort ?? shown(cell);
  // What is clicked in such a column is neither sorted by nor copied.
  const isOfActs = (head) => head.hasAttribute("data-acts");
  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);

  // Numbers are written as the page's language writes them: 1,234.5 or 1 234,5; a missing one stands last either way.
  const written = new Intl.NumberFormat(language).formatToParts(12345.6);
  const [group, point] = ["group", "decimal"].map((type) => written.find((part) => part.type === type)?.value ?? "");

  function numberIn(text) {
    const plain = text.replace(/[\s%]/g, "").replaceAll(group.trim() || " ", "").replace(point, ".").replace("\u2212", "-");
    return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
  }

  function compare(a, b) {
    const [one, other] = [numberIn(a), numberIn(b)];
    return Number.isNaN(one) || Number.isNaN(other) ? byText.compare(a, b) : one - other;
  }

  function sortBy(table, heads, column) {
    const falling = heads[column].getAttribute("aria-sort") === "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", falling ? "descending" : "ascending");
    for (const body of table.tBodies) {
      const isMissing = (row) => ["", "–"].includes(told(row.cells[column]));
      const rows = [...body.rows].filter((row) => !isMissing(row)).sort((a, b) => compare(told(a.cells[column]), told(b.cells[column])));
      body.append(...(falling ? rows.reverse() : rows), ...[...body.rows].filter(isMissing));
    }
  }

  function makeSortable(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim() || head.colSpan > 1 || isOfActs(head)) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, heads, column));
      head.append(button);
    });
  }

  // A leading =, +, -, @, | or %, and their wide forms, would run as a formula in a spreadsheet; tabs and line ends would break the row.
  const safe = (text) => (Number.isNaN(numberIn(text)) ? text.replace(/^([=+\-@|%＝＋－＠])/, "'$1") : text);
  function asLine(row) {
    const heads = [...row.closest("table").tHead.rows].at(-1).cells;
    return [...row.cells].filter((_cell, place) => !heads[place] || !isOfActs(heads[place])).map((cell) => safe(shown(cell))).join("\t");
  }

  async function copy(table, note) {
    const rows = [...table.tHead.rows, ...rowsOf(table).filter((row) => !row.hidden)];
    try {
      await navigator.clipboard.writeText(rows.map(asLine).join("\n"));
      note.textContent = say("copied", "copied");
    } catch {
      note.textContent = say("refused", "the browser refused; select the table and copy it");
    }
  }

  function filterRows(table, wanted, note) {
    const rows = rowsOf(table);
    const needles = wanted.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLocaleLowerCase(language);
      row.hidden = !needles.every((needle) => text.includes(needle));
      shown += row.hidden ? 0 : 1;
    }
    note.textContent = needles.length ? `${shown} / ${rows.length}` : "";
  }

  function addTools(table) {
    const tools = document.createElement("div");
    const note = document.createElement("span");
    const button = document.createElement("button");
    tools.className = "table-tools";
    note.setAttribute("role", "status");
    button.type = "button";
    button.className = "button-link";
    button.textContent = say("copy", "Copy for a spreadsheet");
    button.addEventListener("click", () => copy(table, note));
    if (rowsOf(table).length > 8) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "search";
      input.dataset.search = "";
      label.append(`${say("filter", "Filter")} `, input);
      input.addEventListener("input", () => filterRows(table, input.value, note));
      tools.append(label);
    }
    tools.append(button, note);
    (table.closest(".scroll") ?? table).before(tools);
  }

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    if (!table.tHead || rowsOf(table).length < 2) continue;
    makeSortable(table);
    addTools(table);
  }
})();
