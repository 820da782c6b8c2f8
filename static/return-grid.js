// The grid of the return: live totals, arrow keys and Enter, and a block pasted from a spreadsheet.
const form = document.querySelector("[data-return-grid]");
const MOST = 9999;

const rows = [...form.querySelectorAll("tbody tr")]
  .map((row) => ({
    inputs: [...row.querySelectorAll("input[data-column]")],
    total: row.querySelector("[data-row-total]"),
  }))
  .filter((row) => row.inputs.length);
const problem = form.querySelector("[data-grid-problem]");

function figure(input) {
  const typed = input.value.replace(/[, ]/g, "");
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}

function show(output, inputs) {
  const figures = inputs.map(figure).filter((number) => number !== null);
  output.textContent = figures.length
    ? figures.reduce((sum, number) => sum + number, 0).toLocaleString("en-GB")
    : "–";
}

function addUp() {
  const all = rows.flatMap((row) => row.inputs);
  rows.forEach((row) => show(row.total, row.inputs));
  form.querySelectorAll("[data-column-total]").forEach((output) => {
    show(output, all.filter((input) => input.dataset.column === output.dataset.columnTotal));
  });
  show(form.querySelector("[data-grand-total]"), all);
}

function placeOf(input) {
  const row = rows.findIndex(({ inputs }) => inputs.includes(input));
  return [row, rows[row].inputs.indexOf(input)];
}

function goTo(row, column) {
  const input = rows[row]?.inputs[column];
  input?.focus();
  input?.select();
}

function move(event) {
  const input = event.target;
  const [row, column] = placeOf(input);
  const caret = input.selectionStart === input.selectionEnd ? input.selectionStart : null;
  const steps = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Enter: [row + (event.shiftKey ? -1 : 1), column],
    ArrowLeft: caret === 0 || caret === null ? [row, column - 1] : null,
    ArrowRight: caret === input.value.length || caret === null ? [row, column + 1] : null,
  };
  if (event.ctrlKey || event.metaKey || event.altKey || !steps[event.key]) {
    return;
  }
  event.preventDefault();
  goTo(...steps[event.key]);
}

function tell(message) {
  problem.textContent = message;
  problem.hidden = !message;
  problem.scrollIntoView({ block: "nearest" });
}

function blockOf(text) {
  return text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
}

function isCount(cell) {
  return /^[\d, ]+$/.test(cell.trim()) && Number(cell.replace(/[, ]/g, "")) <= MOST;
}

function faultIn(block, row, column) {
  const width = Math.max(...block.map((line) => line.length));
  const columns = rows[0].inputs.length;
  if (block.some((line) => line.length !== width)) {
    return "The lines you pasted do not all have the same number of columns. Nothing was changed.";
  }
  if (row + block.length > rows.length || column + width > columns) {
    return `You pasted ${block.length} × ${width} boxes; from here there are ${rows.length - row} × ${columns - column}. Copy the figures alone, or use “Paste from a spreadsheet” below. Nothing was changed.`;
  }
  const bad = block.flat().find((cell) => cell.trim() && !isCount(cell));
  return bad === undefined
    ? ""
    : `“${bad.trim().slice(0, 40)}” is not a whole number from 0 to 9,999. Nothing was changed.`;
}

function paste(event) {
  const text = event.clipboardData.getData("text/plain");
  if (!/[\t\n\r]/.test(text.trim())) {
    return;
  }
  event.preventDefault();
  const block = blockOf(text);
  const [row, column] = placeOf(event.target);
  const fault = faultIn(block, row, column);
  tell(fault);
  if (fault) {
    return;
  }
  block.forEach((line, down) => {
    line.forEach((cell, right) => {
      rows[row + down].inputs[column + right].value = cell.trim().replace(/[, ]/g, "");
    });
  });
  addUp();
  form.dispatchEvent(new Event("grid-changed"));
  goTo(row + block.length - 1, column + block[0].length - 1);
}

rows.forEach(({ inputs }) => inputs.forEach((input) => {
  input.addEventListener("keydown", move);
  input.addEventListener("input", addUp);
  input.addEventListener("paste", paste);
  input.addEventListener("focus", () => input.select());
}));
form.querySelector("[name=zeros]").addEventListener("click", (event) => {
  event.preventDefault();
  rows.flatMap((row) => row.inputs).filter((input) => !input.value.trim()).forEach((input) => {
    input.value = "0";
  });
  addUp();
  form.dispatchEvent(new Event("grid-changed"));
});
addUp();
