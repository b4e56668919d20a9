// Filters the glossary while someone types; without it the letters and the browser's own search do.

const form = document.querySelector("[data-filter]");
const field = form?.querySelector("input");
const found = form?.querySelector("[data-found]");

function plain(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("ß", "ss").toLowerCase();
}

function filter() {
  const wanted = plain(field.value.trim());
  let count = 0;
  for (const letter of document.querySelectorAll("[data-letter]")) {
    let any = false;
    for (const term of letter.querySelectorAll("[data-term]")) {
      term.hidden = !plain(term.textContent).includes(wanted);
      any ||= !term.hidden;
      count += !term.hidden;
    }
    letter.hidden = !any;
  }
  document.querySelector(".lr-letters").hidden = wanted !== "";
  const message = count ? form.dataset.some : form.dataset.none;
  found.textContent = wanted ? message.replace("{count}", count).replace("{text}", field.value.trim()) : "";
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", filter);
}
