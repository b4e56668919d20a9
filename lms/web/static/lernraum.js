// What pages get on top when JavaScript runs; every page works without it.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.lr-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.lr-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
