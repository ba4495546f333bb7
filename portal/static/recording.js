// The recording table by keyboard: a letter sets the outcome of a row and goes on to the next one, arrows move between rows.
// Which letter means what stands in the legend of the page and nowhere else. Without this file the table is complete.
"use strict";
(() => {
  const form = document.getElementById("ergebnisse");
  const help = document.getElementById("tasten");
  if (!form || !help) return;
  const on = document.getElementById("tasten-an");
  const told = document.getElementById("gesagt");
  const check = document.getElementById("pruefen");
  const rows = [...form.querySelectorAll("select[data-number]")];
  const outcomes = new Map([...help.querySelectorAll("[data-letter]")].map((e) => [e.dataset.letter, e.dataset.outcome]));
  let here = 0;

  const say = (sentence, values) => {
    told.textContent = sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  // What an outcome says nothing without: its field is shown, and marked until something stands in it.
  const need = (select) => {
    const chosen = select.selectedOptions[0];
    const name = chosen ? chosen.dataset.needs || "" : "";
    const more = document.getElementById(`mehr-${select.dataset.item}`);
    let lacks = false;
    for (const field of more.querySelectorAll("[data-detail]")) {
      const needed = field.dataset.detail === name;
      const empty = needed && !field.value.trim();
      field.toggleAttribute("required", needed);
      document.getElementById(`fehlt-${field.id}`).hidden = !empty;
      lacks = lacks || empty;
    }
    if (lacks) more.open = true;
    document.getElementById(`braucht-${select.dataset.item}`).hidden = !lacks;
    return lacks;
  };

  const go = (number) => {
    here = Math.min(Math.max(number, 0), rows.length - 1);
    rows[here].focus();
    rows[here].scrollIntoView({ block: "nearest" });
  };

  const set = (number, outcome) => {
    const select = rows[number];
    const option = [...select.options].find((each) => each.value === outcome);
    if (!option) {
      say(help.dataset.impossible, { number: select.dataset.number });
      return;
    }
    select.value = outcome;
    const lacks = need(select);
    say(lacks ? help.dataset.lacks : help.dataset.said, { number: select.dataset.number, outcome: option.text });
    if (number + 1 < rows.length) go(number + 1);
    else check.focus();
  };

  const heard = (event) => {
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const row = rows.indexOf(event.target);
    // Letters act in the column of outcomes, and before anything has the focus; never where text is written.
    if (row < 0 && event.target !== document.body && event.target.id !== "inhalt") return;
    if (row >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(row + (event.key === "ArrowDown" ? 1 : -1));
      return;
    }
    const outcome = outcomes.get(event.key.toLowerCase());
    if (outcome === undefined || !rows.length) return;
    event.preventDefault();
    set(row < 0 ? here : row, outcome);
  };

  help.hidden = false;
  document.addEventListener("keydown", heard);
  for (const select of rows) {
    select.addEventListener("change", () => need(select));
    select.addEventListener("focus", () => {
      here = rows.indexOf(select);
    });
    need(select);
  }
  form.addEventListener("input", (event) => {
    if (event.target.dataset.detail) need(rows.find((each) => each.dataset.item === event.target.dataset.of));
  });
})();
