// One episode of the workbench: its radios, its note, and what it says about being saved.

const QUESTIONS = [
  "discharge_summary", "nhs_number_recorded", "coded_correctly", "dates_correct", "registered_at_admission",
];
const NEXT = { "": "yes", yes: "no", no: "not_known", not_known: "yes" };
const LABELS = { yes: "Yes", no: "No", not_known: "Not known", "": "No answer" };

export class Row {
  constructor(element) {
    this.element = element;
    this.pk = element.dataset.row;
    this.body = element.querySelector("[data-focus]");
    this.noteBox = element.querySelector("textarea");
    this.yesButton = element.querySelector("[data-yes]");
    this.chooser = element.querySelector("[name=chosen]");
    this.noteSaved = this.noteBox.value;
    this.armed = false;
  }

  get edition() { return Number(this.element.dataset.edition); }

  set edition(number) {
    this.element.dataset.edition = number;
    this.element.querySelector(`[name="${this.pk}-edition"]`).value = number;
  }

  get hasFindings() { return this.element.dataset.findings !== "0"; }

  get name() { return this.element.querySelector("h3").textContent.trim(); }

  get answers() {
    return Object.fromEntries(QUESTIONS.map((name) => [name, this.checked(name)?.value ?? ""]));
  }

  set answers(values) {
    for (const name of QUESTIONS) {
      for (const radio of this.radios(name)) {
        radio.checked = radio.value === (values[name] ?? "");
      }
    }
  }

  get open() { return QUESTIONS.filter((name) => !this.checked(name)); }

  get isComplete() { return this.open.length === 0; }

  get note() { return this.noteBox.value.trim(); }

  get hasNewNote() { return this.noteBox.value !== this.noteSaved; }

  radios(name) {
    return [...this.element.querySelectorAll(`[name="${this.pk}-${name}"]`)];
  }

  checked(name) {
    return this.radios(name).find((radio) => radio.checked);
  }

  // The question's next answer, in words.
  turn(number) {
    const name = QUESTIONS[number - 1];
    const value = NEXT[this.answers[name]];
    this.answers = { ...this.answers, [name]: value };
    const words = this.element.querySelector(`[data-question="${name}"] legend`).lastChild.textContent.trim();
    return `${words}: ${LABELS[value]}`;
  }

  allYes() {
    this.answers = Object.fromEntries(QUESTIONS.map((name) => [name, "yes"]));
  }

  fill(list) {
    const values = list.split(",");
    this.answers = Object.fromEntries(QUESTIONS.map((name, place) => [name, values[place]]));
  }

  // The second time means it.
  isMeant() {
    if (!this.hasFindings || this.armed) {
      return true;
    }
    this.armed = true;
    this.yesButton.firstChild.textContent = "All five yes, despite the finding";
    return false;
  }

  disarm() {
    if (this.armed) {
      this.armed = false;
      this.yesButton.firstChild.textContent = "All five yes";
    }
  }

  focus() {
    this.body.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }

  openNote() {
    this.element.querySelector(".app-row__note").open = true;
    this.noteBox.focus();
  }

  say(words, kind = "") {
    const place = this.element.querySelector("[data-saved]");
    place.textContent = words;
    place.className = `app-row__saved app-row__saved--${kind}`;
  }

  // What the server says of the row after a change.
  take(told) {
    this.edition = told.edition;
    this.element.querySelector("[data-outcome]").innerHTML = told.outcome;
    this.element.querySelector("[data-conflict]").replaceChildren();
    const answered = told.edition > 0;
    this.yesButton.hidden = answered;
    if (this.chooser) {
      this.chooser.checked = this.chooser.checked && !answered;
      this.chooser.closest(".app-row__choose").hidden = answered;
    }
    this.disarm();
  }

  // Both answers side by side; nothing is lost until a person chooses.
  showConflict(told, keepTheirs, saveMine) {
    const place = this.element.querySelector("[data-conflict]");
    const table = document.createElement("table");
    table.className = "nhsuk-table app-table app-row__conflict";
    const caption = table.createCaption();
    caption.className = "nhsuk-table__caption nhsuk-table__caption--s";
    caption.textContent = `Answered in the meantime. ${told.by}`;
    const head = table.createTHead().insertRow();
    ["Question", "Stored now", "Yours"].forEach((words) => head.append(headerCell(words, "col")));
    const body = table.createTBody();
    for (const name of QUESTIONS) {
      const line = body.insertRow();
      const legend = this.element.querySelector(`[data-question="${name}"] legend`);
      const values = [told.stored[name] ?? "", this.answers[name]];
      line.append(headerCell(legend.lastChild.textContent.trim(), "row"));
      values.forEach((value) => {
        const cell = line.insertCell();
        cell.className = "nhsuk-table__cell";
        cell.textContent = LABELS[value];
      });
      line.classList.toggle("app-row__differs", values[0] !== values[1]);
    }
    const notes = document.createElement("p");
    notes.textContent = told.note ? `Their note: ${told.note}` : "";
    place.replaceChildren(
      table, notes, button("Keep theirs", keepTheirs), button("Save mine instead", saveMine),
    );
  }
}

function headerCell(words, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.className = "nhsuk-table__header";
  cell.textContent = words;
  return cell;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
