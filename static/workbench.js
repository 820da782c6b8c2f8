// The workbench: answers saved one by one in the background, by mouse and by keyboard.
import { Queue } from "./workbench-queue.js";
import { Row } from "./workbench-row.js";
import { listenToKeys } from "./workbench-keys.js";

const form = document.querySelector("[data-workbench]");
const announcer = form.querySelector("[data-announce]");
const status = form.querySelector("[data-status]");
const rows = [...form.querySelectorAll("[data-row]")].map((element) => new Row(element));
const byKey = new Map(rows.map((row) => [row.pk, row]));
const done = [];
let lastSaid = "";
const base = `${location.pathname.replace(/answers\/$/, "")}`;

const queue = new Queue({
  name: form.dataset.workbench,
  base,
  undo: form.dataset.undo,
  token: form.querySelector("[name=csrfmiddlewaretoken]").value,
  told: hear,
  status: showStatus,
});

function announce(words) {
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = words; });
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function showStatus({ waiting, failing, signedOut, forgets }) {
  const words = {
    out: `Not saved yet: ${count(waiting, "episode")}. You are signed out: sign in in another tab, then load this page again.`,
    off: `Not saved yet: ${count(waiting, "episode")}. No connection; we keep trying.`,
    busy: `Saving: ${count(waiting, "episode")}`,
    rest: done.length ? "All answers saved" : "Answers are saved as you give them",
  };
  const kind = signedOut ? "out" : failing ? "off" : waiting ? "busy" : "rest";
  const failed = ["off", "out"];
  if (failed.includes(kind) ? kind !== lastSaid : kind === "rest" && failed.includes(lastSaid)) {
    announce(words[kind]);
  }
  lastSaid = kind === "busy" ? lastSaid : kind;
  status.dataset.kind = kind;
  status.textContent = words[kind] + (forgets && waiting ? " Keep this page open." : "");
}

// What the server said about one entry of the queue.
function hear(entry, code, told) {
  const row = byKey.get(entry.pk);
  if (told.progress) {
    document.querySelector("[data-progress]").innerHTML = told.progress;
  }
  if (!row) {
    return;
  }
  if (code === 200) {
    saved(row, entry, told);
  } else if (told.rule === "episode.stale") {
    conflict(row, entry, told);
  } else if (told.problem) {
    row.say(`Not saved: ${told.problem}`, "problem");
    announce(`Not saved: ${told.problem}`);
  } else {
    row.say(code === 404 ? "Not saved: the hospital has replaced this episode. Load the page again." : "Not saved yet", "waiting");
  }
}

function saved(row, entry, told) {
  row.take(told.rows[row.pk] ?? { edition: 0, outcome: "" });
  if (entry.note !== undefined) {
    row.noteSaved = entry.typed;
  }
  if (!queue.waiting.has(row.pk)) {
    row.say(entry.clear ? "Taken back" : "Saved", "saved");
  }
}

function conflict(row, entry, told) {
  row.say("Not saved: somebody else answered", "problem");
  announce(`Not saved: ${row.name} was answered in the meantime. Compare both answers.`);
  row.showConflict(
    told,
    () => {
      queue.drop(row.pk);
      row.answers = told.stored;
      row.edition = told.edition;
      row.noteBox.value = row.noteSaved = told.note;
      row.element.querySelector("[data-conflict]").replaceChildren();
      row.say(told.edition ? "Theirs kept" : "No answers", "saved");
      row.focus();
    },
    () => {
      row.edition = told.edition;
      row.element.querySelector("[data-conflict]").replaceChildren();
      change(row);
      row.focus();
    },
  );
}

// The row's answers as they stand go into the queue; `before` is what undo brings back.
function change(row) {
  const entry = { pk: row.pk, answers: row.answers, edition: row.edition };
  if (row.hasNewNote) {
    Object.assign(entry, { note: row.note, typed: row.noteBox.value });
  }
  if (row.isComplete) {
    queue.put(entry);
    row.say("Not saved yet", "waiting");
  } else {
    queue.hold(entry);
    row.say(`${count(row.open.length, "question")} left`, "waiting");
  }
}

function remember(changed) {
  done.push(changed.map((row) => ({ row, before: row.last })));
  changed.forEach((row) => { row.last = row.answers; });
}

function changed(row) {
  remember([row]);
  change(row);
}

function yes(row) {
  if (row.element.querySelector("[data-yes]").hidden && row.isComplete) {
    return;
  }
  if (!row.isMeant()) {
    announce("A check found something about this episode. Once more to say yes to all five all the same.");
    return;
  }
  row.allYes();
  changed(row);
  announce("All five yes");
}

function undo() {
  const last = done.pop();
  if (!last) {
    announce("Nothing to undo");
    return;
  }
  last.forEach(({ row, before }) => {
    row.answers = row.last = before;
    const empty = row.open.length === 5;
    if (!row.isComplete && row.edition) {
      queue.put({ pk: row.pk, clear: true, edition: row.edition, answers: before });
      row.say("Not taken back yet", "waiting");
    } else if (empty) {
      queue.drop(row.pk);
      row.say("", "");
      queue.show();
    } else {
      change(row);
    }
    row.yesButton.hidden = row.isComplete;
  });
  last[0].row.focus();
  announce(`Undone: ${count(last.length, "episode")}`);
}

function confirmChosen(button) {
  const chosen = rows.filter((row) => row.chooser?.checked && !row.isComplete);
  const marked = chosen.filter((row) => row.hasFindings);
  const meant = button.dataset.armed ? chosen : chosen.filter((row) => !row.hasFindings);
  meant.forEach((row) => { row.allYes(); row.chooser.checked = false; });
  if (meant.length) {
    remember(meant);
    meant.forEach(change);
  }
  const left = button.dataset.armed ? [] : marked;
  const words = meant.length ? `All five yes for ${count(meant.length, "episode")}; u undoes it. ` : "";
  if (!chosen.length) {
    announce("Choose episodes to answer first");
  } else {
    announce(words + (left.length ? `${count(left.length, "chosen episode")} with a finding left: press again to say yes all the same` : ""));
  }
  button.dataset.armed = left.length ? "yes" : "";
  countChosen();
}

function countChosen() {
  const number = rows.filter((row) => row.chooser?.checked).length;
  form.querySelector("[data-chosen]").textContent = number ? ` ${number}` : "";
}

// To the row after this one that still lacks answers; over the end of the page to the next page.
async function onward(row) {
  if (!row.isComplete) {
    announce(`${count(row.open.length, "question")} left`);
    row.radios(row.open[0])[0].focus();
    return;
  }
  queue.release(row.pk);
  const place = rows.indexOf(row);
  const next = [...rows.slice(place + 1), ...rows.slice(0, place)].find((other) => !other.isComplete);
  const further = document.querySelector("[data-next-page]");
  if (next) {
    next.focus();
  } else if (further) {
    await turnPage(further);
  } else {
    announce("That was the last one on this page to answer");
    row.focus();
  }
}

// A list of what is to answer grows shorter by what was answered: its next page is its first.
async function turnPage(link) {
  queue.flush();
  for (let tries = 0; tries < 50 && !queue.isEmpty && !queue.failing; tries += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  if (queue.failing || !navigator.onLine) {
    announce("The next page needs the connection. Your answers are kept.");
    return;
  }
  const address = new URL(link.href);
  if (address.searchParams.get("show") === "to-answer") {
    address.searchParams.delete("page");
  }
  address.hash = "start";
  location.assign(address);
}

// What an earlier page left behind is put back into its boxes and sent, as an answer to what that page showed.
function restore() {
  for (const entry of queue.left()) {
    const row = byKey.get(entry.pk);
    if (row && !entry.clear) {
      row.answers = entry.answers;
      row.edition = entry.edition;
      row.last = row.answers;
      if (!row.isComplete) {
        row.say(`${count(row.open.length, "question")} left`, "waiting");
        continue;
      }
    }
    if (row || Object.values(entry.answers).every(Boolean)) {
      queue.put(entry);
      row?.say("Not saved yet", "waiting");
    }
  }
  queue.show();
}

rows.forEach((row) => {
  row.last = row.answers;
  row.element.addEventListener("change", (event) => {
    if (event.target === row.noteBox) {
      change(row);
    } else if (event.target === row.chooser) {
      countChosen();
    } else {
      changed(row);
    }
  });
  row.yesButton.addEventListener("click", (event) => {
    event.preventDefault();
    yes(row);
    if (row.isComplete) {
      row.yesButton.hidden = true;
      row.focus();
    }
  });
  row.element.querySelector("[data-earlier]")?.addEventListener("click", (event) => {
    row.fill(event.target.closest("button").dataset.earlier);
    changed(row);
    row.focus();
  });
});
form.querySelector("[data-choose]").addEventListener("click", () => {
  rows.filter((row) => row.chooser && !row.isComplete && !row.hasFindings).forEach((row) => { row.chooser.checked = true; });
  countChosen();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.name === "confirm") {
    confirmChosen(event.submitter);
  } else {
    queue.flush();
  }
});
window.addEventListener("beforeunload", (event) => {
  if (rows.some((row) => row.hasNewNote) || (queue.forgets && !queue.isEmpty)) {
    event.preventDefault();
  }
});

restore();
listenToKeys({ rows, yes, changed, change, undo, onward, announce, countChosen });
if (location.hash === "#start") {
  (rows.find((row) => !row.isComplete) ?? rows[0]).focus();
}
