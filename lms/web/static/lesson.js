// Sends answers without leaving the page and shows terms where they stand; without it forms and links do the same.

const root = document.querySelector("main");

root.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-item]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  noteHint(form);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    if (![200, 422].includes(answer.status)) throw new Error(answer.statusText);
    show(form.closest(".lr-item"), await answer.json());
  } catch {
    form.submit(); // as without script: the server explains what is wrong
  }
});

// Whether a hint was opened before the answer: authors learn from it whether it helps. Without script nobody knows.
function noteHint(form) {
  const note = form.elements.namedItem("hint");
  if (!note || note.value === "yes") return;
  note.value = form.closest(".lr-item").querySelector(".lr-hints details:is([open], [data-opened])") ? "yes" : "no";
}

root.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches(".lr-hints details")) event.target.dataset.opened = "";
}, true);

function show(old, news) {
  const region = parsed(news.item);
  old.replaceWith(region);
  const spoken = region.querySelector("[role=alert], .lr-result");
  (spoken ?? region).focus({ preventScroll: true });
  (spoken ?? region).scrollIntoView({ block: "nearest" });
  const standing = document.getElementById("quiz-standing");
  if (standing && news.quiz) standing.replaceWith(parsed(news.quiz));
  const open = document.querySelector("[data-open-items]");
  if (open) open.textContent = news.open;
}

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("section");
}

root.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-again]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    const old = link.closest(".lr-item");
    const region = document.importNode(page.getElementById(old.id), true);
    old.replaceWith(region);
    const field = region.querySelector("input:not([type=hidden]), select, textarea");
    (field ?? region).focus();
  } catch {
    location.assign(link.href);
  }
});

// Another language opens at the block that is being read.
root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-variant]");
  if (!link) return;
  const blocks = [...root.querySelectorAll("[id^='block-'], [id^='item-']")];
  const read = blocks.findLast((block) => block.getBoundingClientRect().top < innerHeight / 3);
  link.hash = read && scrollY > 0 ? read.id : "";
});

// A page that was opened at a question or an error takes the keyboard there.
const goal = location.hash.startsWith("#item-") ? document.getElementById(location.hash.slice(1)) : null;
goal?.focus({ preventScroll: true });

// Glossary terms open in place; the definitions are those listed at the lesson's end.
if (HTMLElement.prototype.showPopover) {
  const bubble = document.createElement("div");
  bubble.className = "lr-popover";
  bubble.popover = "auto";
  bubble.tabIndex = -1;
  root.append(bubble);

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a.lr-term");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const term = document.getElementById(`term-${link.hash.slice(1)}`);
    if (!term) return;
    event.preventDefault();
    const heading = document.createElement("p");
    heading.className = "lr-popover__term";
    heading.append(...term.cloneNode(true).childNodes);
    const text = term.nextElementSibling.cloneNode(true);
    bubble.replaceChildren(heading, ...text.childNodes);
    bubble.lang = term.closest("[lang]").lang;
    bubble.showPopover({ source: link });
    const place = link.getBoundingClientRect();
    const width = Math.min(bubble.offsetWidth, innerWidth - 16);
    bubble.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
    const below = place.bottom + bubble.offsetHeight + 8 < innerHeight;
    bubble.style.top = `${below ? place.bottom + 8 : Math.max(8, place.top - bubble.offsetHeight - 8)}px`;
    bubble.focus();
    bubble.addEventListener("toggle", (change) => change.newState === "closed" && link.focus(), { once: true });
  });
}
