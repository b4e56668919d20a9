// Steps that move: choosing a place, or an arrow, puts a step there at once. Without it every step has its number to choose.

const root = document.querySelector("main");
const rows = (list) => [...list.children];
const field = (row) => row.querySelector("select");

function prepare(list) {
  list.dataset.ready = "yes";
  for (const button of list.querySelectorAll("[data-move]")) button.hidden = false;
  for (const none of list.querySelectorAll("option[value='']")) none.remove();
  list.closest("fieldset").querySelector("[data-sequence-hint]")?.remove();
  number(list);
}

// What stands first is in place 1: the fields say what is seen.
function number(list) {
  const all = rows(list);
  all.forEach((row, index) => {
    field(row).value = String(index + 1);
    for (const button of row.querySelectorAll("[data-move]")) {
      const end = button.dataset.move === "-1" ? 0 : all.length - 1;
      button.setAttribute("aria-disabled", String(index === end));
    }
  });
}

// The row that has the focus stays in the document, the others move around it: moving it would take the focus away.
function move(list, row, place) {
  const others = rows(list).filter((other) => other !== row);
  others.slice(0, place).forEach((other) => list.insertBefore(other, row));
  others.slice(place).forEach((other) => list.append(other));
  number(list);
  const status = list.closest("fieldset").querySelector("[data-sequence-status]");
  status.textContent = `${row.querySelector("label").textContent.trim()}: ${list.dataset.said} ${place + 1}`;
}

root.addEventListener("change", (event) => {
  const list = event.target.closest("[data-sequence]");
  if (!list) return;
  move(list, event.target.closest("li"), Number(event.target.value) - 1);
});

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const row = button.closest("li");
  const list = row.parentElement;
  move(list, row, rows(list).indexOf(row) + Number(button.dataset.move));
});

const waiting = () => root.querySelectorAll("[data-sequence]:not([data-ready])").forEach(prepare);
new MutationObserver(waiting).observe(root, { childList: true, subtree: true }); // questions are exchanged after an answer
waiting();
