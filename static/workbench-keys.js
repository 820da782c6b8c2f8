// The keyboard of the workbench. Single characters can be switched off, and never work while a person types.

const SETTING = "daccom-single-keys";
const TYPED_INTO = "textarea, select, input:not([type=radio], [type=checkbox])";

export function listenToKeys({ rows, yes, changed, change, undo, onward, announce, countChosen }) {
  const help = document.querySelector("[data-keyboard]");
  const single = help.querySelector("[data-single-keys]");
  let last = null;

  single.checked = localStorage.getItem(SETTING) !== "off";
  single.addEventListener("change", () => localStorage.setItem(SETTING, single.checked ? "on" : "off"));

  function rowOf(target) {
    return rows.find((row) => row.element.contains(target));
  }

  function step(by) {
    const place = last ? rows.indexOf(last) + by : 0;
    rows[Math.max(0, Math.min(rows.length - 1, place))].focus();
  }

  const letters = {
    j: () => step(1),
    k: () => step(-1),
    u: () => undo(),
    "?": () => {
      help.open = true;
      help.querySelector("summary").focus();
    },
  };
  const onRow = {
    y: (row) => yes(row),
    n: (row) => row.openNote(),
    o: (row) => row.element.querySelector("h3 a").click(),
    x: (row) => {
      if (row.chooser && !row.chooser.closest("[hidden]")) {
        row.chooser.checked = !row.chooser.checked;
        countChosen();
        announce(row.chooser.checked ? "Chosen" : "Not chosen");
      }
    },
  };

  function character(event, row) {
    if (/^[1-5]$/.test(event.key) && row) {
      const words = row.turn(Number(event.key));
      changed(row);
      announce(words);
    } else if (onRow[event.key] && row) {
      onRow[event.key](row);
    } else if (letters[event.key]) {
      letters[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  }

  function inNote(event, row) {
    if (row && (event.key === "Escape" || (event.key === "Enter" && event.ctrlKey))) {
      event.preventDefault();
      change(row);
      row.focus();
    }
  }

  function always(event, row) {
    const onBody = event.target === row.body;
    if (event.key === "Enter" && (onBody || event.target.matches("[type=radio], [type=checkbox]"))) {
      event.preventDefault();
      onward(row);
    } else if (onBody && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  document.addEventListener("focusin", (event) => {
    last = rowOf(event.target) ?? last;
  });
  document.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (event.target.matches(TYPED_INTO)) {
      inNote(event, row);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (row) {
      always(event, row);
    }
    if (event.key.length === 1 && single.checked && !event.defaultPrevented) {
      character(event, row ?? (document.activeElement === document.body ? last : null));
    }
  });
  rows.forEach((row) => row.body.setAttribute("tabindex", "0"));
}
