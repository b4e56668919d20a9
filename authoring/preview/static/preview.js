// Preview only: puts problems beside their places, and shows after a save what was edited.

const DELAY = 300; // milliseconds until a lost connection is tried again
const NARROW = 600; // pixels under which the list of problems covers too much of the page
const FOLDED = "preview-folded";

function place() {
  for (const old of document.querySelectorAll(".pv-problem")) old.remove();
  for (const line of document.querySelectorAll("#preview-bar [data-here]")) {
    const beside = document.getElementById(line.dataset.at) ?? document.querySelector("main h1");
    const box = document.createElement("div");
    box.className = `pv-problem ${line.className}`;
    box.append(...[...line.childNodes].map((node) => node.cloneNode(true)));
    beside?.after(box);
  }
  fold();
}

// As the author left it; on a narrow screen closed at first.
function fold() {
  const list = document.querySelector("#preview-bar .pv-problems");
  if (!list) return;
  list.open = (sessionStorage.getItem(FOLDED) ?? String(innerWidth < NARROW)) !== "true";
  list.querySelector("summary").addEventListener("click", () => sessionStorage.setItem(FOLDED, String(list.open)));
}

async function renew() {
  const answer = await fetch(`/preview/bar?path=${encodeURIComponent(location.pathname)}`);
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const bar = parsed.getElementById("preview-bar");
  if (bar) document.getElementById("preview-bar").replaceWith(bar);
  place();
}

function inSight(id) {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return Boolean(box) && box.top < innerHeight && box.bottom > 0;
}

// What was edited; of data a figure that draws them, unless one is in sight. Otherwise the page stays where it is.
function show(saved) {
  if (!saved.current) return renew();
  if (saved.path && saved.path !== location.pathname) return location.assign(saved.path + (saved.element ? `#${saved.element}` : ""));
  const element = saved.path ? saved.element : saved.drawn.some(inSight) ? "" : saved.drawn[0];
  history.replaceState(null, "", location.pathname + location.search + (element ? `#${element}` : ""));
  location.reload();
}

function listen(after) {
  const events = new EventSource(`/preview/events?after=${after}&path=${encodeURIComponent(location.pathname)}`);
  let number = after;
  events.onmessage = (event) => {
    const saved = JSON.parse(event.data);
    number = saved.number;
    show(saved);
  };
  events.onerror = () => {
    events.close();
    setTimeout(() => listen(number), DELAY);
  };
  addEventListener("pagehide", () => events.close(), { once: true });
}

// The browser itself scrolls to #… only when an address is new; after a reload it goes back to where it was.
if (performance.getEntriesByType("navigation")[0]?.type === "reload" && location.hash) {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView({ block: "center" });
}
place();
listen(Number(document.getElementById("preview-bar").dataset.number));
