// What is typed into the grid is kept on this computer at once, and saved to the server when it is valid.
// A lost connection or somebody else's save loses nothing: the copy here goes once the server has it.
const form = document.querySelector("[data-autosave]");
const status = form.querySelector("[data-autosave-status]");
const key = `daccom-figures:${form.dataset.autosave}`;
const edition = form.elements.edition;
const nil = form.elements.nil;
const inputs = [...form.querySelectorAll("input[data-column]")];
const PAUSE = 1200;
const AGAIN = 5000;
const KEPT = "Kept on this computer, not saved yet.";

let known = values();
let timer = 0;
let sending = false;
// Figures that were filled in for a person to check, or that somebody else overtook, wait for “Save draft”.
const isOff = "autosaveOff" in form.dataset;
let stopped = isOff;
let waits = isOff;

function figure(typed) {
  const digits = typed.replace(/[, ]/g, "");
  return /^\d{1,4}$/.test(digits) ? String(Number(digits)) : typed.trim();
}

function values() {
  const typed = Object.fromEntries(inputs.map((input) => [input.name, figure(input.value)]));
  return { ...typed, nil: nil.checked };
}

function same(one, other) {
  return Object.keys(one).every((name) => one[name] === other[name]);
}

function tell(words, state) {
  status.textContent = words;
  status.dataset.state = state;
  status.hidden = false;
}

// `known` goes with the copy: what was stored when the typing began tells later whether somebody saved since.
function keep(sent = false) {
  const copy = { values: values(), known, edition: edition.value, waits, sent };
  try {
    localStorage.setItem(key, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function isValid() {
  const figures = inputs.map((input) => figure(input.value));
  const isNil = nil.checked && figures.some(Boolean);
  return !isNil && figures.every((figure) => figure === "" || /^\d{1,4}$/.test(figure));
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function changed() {
  if (stopped) {
    keep();
    return;
  }
  const kept = keep();
  if (!isValid()) {
    tell(`${kept ? KEPT : "Not saved yet."} Some boxes need correcting first.`, "waiting");
    clearTimeout(timer);
    return;
  }
  tell(kept ? KEPT : "Not saved yet.", "waiting");
  later(PAUSE);
}

async function save() {
  if (sending || stopped || !isValid()) {
    return;
  }
  const sent = values();
  if (same(sent, known)) {
    forget();
    status.hidden = true;
    return;
  }
  sending = true;
  try {
    const data = new FormData(form);
    data.set("pasted", "");
    const headers = { "X-Saved-By": "autosave" };
    const response = await fetch(location.href, { method: "POST", body: data, headers, redirect: "manual" });
    await answered(response, sent);
  } catch {
    tell(`${KEPT} No connection: it is sent again by itself.`, "waiting");
    later(AGAIN);
  }
  sending = false;
}

async function answered(response, sent) {
  if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) {
    unanswered(response);
    return;
  }
  const answer = await response.json();
  if (response.ok) {
    saved(answer, sent);
  } else if (answer.rule === "return.stale") {
    overtaken(answer);
  } else {
    stopped = true;
    tell(`${KEPT} ${answer.message || answer.problems.join(" ")}`, "stopped");
  }
}

function unanswered(response) {
  if (response.type === "opaqueredirect" || response.status === 403) {
    stopped = true;
    tell(`${KEPT} Press Save draft to sign in again.`, "stopped");
  } else {
    tell(`${KEPT} The service does not answer: it is sent again by itself.`, "waiting");
    later(AGAIN);
  }
}

function saved(answer, sent) {
  known = sent;
  edition.value = answer.edition;
  if (same(values(), sent)) {
    forget();
    tell(`Saved ${answer.at}.`, "saved");
  } else {
    changed();
  }
}

// Somebody saved meanwhile. Where that left this grid as we knew it, go on; else show both and let a person choose.
function overtaken(answer) {
  const theirs = { ...answer.stored, nil: answer.nil };
  if (same(theirs, known)) {
    edition.value = answer.edition;
    keep();
    later(0);
    return;
  }
  stopped = true;
  form.querySelectorAll("[data-theirs]").forEach((note) => note.remove());
  inputs.filter((input) => figure(input.value) !== theirs[input.name]).forEach((input) => {
    const note = document.createElement("span");
    note.className = "app-return-stored";
    note.dataset.theirs = "";
    note.textContent = `Stored now: ${theirs[input.name] || "–"}`;
    input.closest("td").append(note);
  });
  tell(
    "Somebody else saved other figures. Yours are kept on this computer; what is stored now stands beside them. "
      + "Press Save draft to choose.",
    "stopped",
  );
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// A copy that was sent, and whose edition has gone, was saved: whatever is stored now is newer.
function restore() {
  const copy = kept();
  const isSaved = copy?.sent && copy.edition !== edition.value;
  if (!copy?.values || isSaved || same(copy.values, known)) {
    forget();
    return;
  }
  inputs.forEach((input) => {
    input.value = copy.values[input.name] ?? input.value;
  });
  nil.checked = copy.values.nil;
  edition.value = copy.edition;
  known = copy.known ?? {};
  waits = Boolean(copy.waits);
  stopped = waits;
  inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
  if (waits) {
    tell(`${KEPT} Check the boxes, then press Save draft.`, "stopped");
  }
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("grid-changed", changed);
form.addEventListener("submit", () => {
  stopped = true;
  clearTimeout(timer);
  keep(true);
});
window.addEventListener("online", () => later(0));
if (!isOff) {
  restore();
} else if (kept() && kept().edition !== edition.value) {
  keep();
}
