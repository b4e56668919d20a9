// Lets a population pyramid move: between the years of its data, to another outline, in per cent, with other ages at
// which work begins and ends. The server draws and says the same (lms/web/charts/pyramid.py).

import { bars, filled, n, start } from "./block.js";
import { oldAgeQuotient, youthQuotient, between } from "./demography.js";
import { fixed } from "./numbers.js";

const STEP = 700; // milliseconds from one year to the next
const REST = 900; // and of looking at it while playing
const NONE = "none";

function calculate(told, values, block) {
  const value = (name) => values[`${told.id}.${name}`];
  const year = value("year") ?? String(told.year);
  const chosen = value("compare");
  const compare = chosen === undefined || chosen === NONE ? null : chosen;
  const measure = told.measures[value("measure")];
  const limits = value("young") === undefined ? null : [value("young"), value("old")];
  const shown = compare === null || compare === year ? [year] : [year, compare];
  const unchanged = Object.entries(told.start).every(([name, at]) => values[name] === at);
  const now = limits && quotients(told.years[year], limits);
  const parts = [told.years[year].said[0]];
  if (shown.length === 2) parts.push(told.years[compare].said[1]);
  if (limits) {
    const then = shown.length === 2 ? quotients(told.years[compare], limits).old : null;
    const sentence = shown.length === 2 ? told.words.ratios : told.words.ratio;
    parts.push(filled(sentence, { limit: limits[1], year, now: one(now.old, told), then: one(then, told), compare }));
  }
  move(told, block, year, compare, measure, limits);
  return {
    sentence: unchanged && told.sentence ? told.sentence : parts.join(" "),
    said: parts.join(" "),
    figures: now ? { young: one(now.young, told), old: one(now.old, told), total: one(now.total, told) } : {},
    header: [
      told.words.age,
      ...shown.flatMap((each) => [told.words.men, told.words.women].map((sex) => `${sex} ${each} (${measure.counted})`)),
    ],
    rows: rows(told, shown, measure),
    texts: {
      ".chart-year": year,
      ".chart-compare": compare ?? "",
      ".chart-widest": measure.notes[year][0],
      ".chart-people": measure.notes[year][1],
    },
  };
}

function one(value, told) {
  return value === null ? "–" : fixed(value, 1, told.language);
}

function quotients(year, [low, high]) {
  const people = { starts: year.first, counts: year.male.map((men, index) => men + year.female[index]) };
  const known = people.starts.includes(low) && people.starts.includes(high) && between(people, low, high);
  if (!known) return { young: null, old: null, total: null };
  const young = youthQuotient(people, low, high);
  const old = oldAgeQuotient(people, low, high);
  return { young, old, total: young + old };
}

/** Men and women of a year in the measure that is shown. */
function measured(told, year, measure) {
  const { male, female } = told.years[year];
  if (measure !== told.measures.share) return { male, female };
  const total = male.reduce((sum, men, index) => sum + (men + female[index]), 0) || 1;
  const percent = (side) => side.map((count) => (100 * count) / total);
  return { male: percent(male), female: percent(female) };
}

function rows(told, years, measure) {
  const grouped = years.map((year) => groups(told, year, measured(told, year, measure)));
  return [...grouped[0].keys()].map((name) => [
    name,
    ...grouped.flatMap((ages) => (ages.get(name) ?? [null, null]).map((count) => (count === null ? "–" : fixed(count, measure.digits, told.language)))),
  ]);
}

function groups(told, year, { male, female }) {
  const { first, names } = told.years[year];
  if (first.length <= told.many) return new Map(names.map((name, index) => [name, [male[index], female[index]]]));
  const found = new Map();
  first.forEach((age, index) => {
    const five = Math.floor(age / 5) * 5;
    const name = `${five}–${five + 4}`;
    const [men, women] = found.get(name) ?? [0, 0];
    found.set(name, [men + male[index], women + female[index]]);
  });
  return found;
}

/** Axes, outline and limits at once, the bars by and by. */
function move(told, block, year, compare, measure, limits) {
  const target = measured(told, year, measure);
  const outline = compare && measured(told, compare, measure);
  for (const [name, places] of Object.entries(measure.sheets)) {
    const find = (part) => block.figure.querySelector(`.chart--${name} ${part}`);
    if (block.measure !== measure) find(".chart-axes").innerHTML = places.axes;
    find(".chart-leader").setAttribute("d", places.leaders[year]);
    find(".chart-outline-men").setAttribute("d", outline ? steps(outline.male, places, places.left, -1) : "");
    find(".chart-outline-women").setAttribute("d", outline ? steps(outline.female, places, places.right, 1) : "");
    find(".chart-outline-key").setAttribute("d", outline ? told.keys[name] : "");
    limits?.forEach((limit, index) => {
      const row = told.years[year].first.findIndex((first) => first >= limit);
      const y = places.bottom - places.row * (row < 0 ? told.years[year].first.length : row);
      const at = find(`.chart-limit-${index}`);
      at.setAttribute("d", at.getAttribute("d").replace(/ [^H]+H/g, ` ${n(y)}H`));
    });
  }
  const begun = performance.now();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const from = block.measure === measure && block.bars ? block.bars : target;
  block.measure = measure;
  cancelAnimationFrame(block.moving);
  const step = (time) => {
    const part = still || from === target ? 1 : Math.min(Math.max((time - begun) / STEP, 0), 1);
    block.bars = part === 1 ? target : mixed(from, target, part * part * (3 - 2 * part));
    for (const [name, places] of Object.entries(measure.sheets)) {
      const find = (side) => block.figure.querySelector(`.chart--${name} .chart-bars-${side}`);
      find("men").setAttribute("d", bars(block.bars.male, places, places.left, -1));
      find("women").setAttribute("d", bars(block.bars.female, places, places.right, 1));
    }
    if (part < 1) block.moving = requestAnimationFrame(step);
  };
  step(begun);
}

function mixed(from, to, part) {
  const mix = (ours, theirs) => theirs.map((value, index) => (ours[index] ?? 0) + (value - (ours[index] ?? 0)) * part);
  return { male: mix(from.male, to.male), female: mix(from.female, to.female) };
}

function steps(values, { bottom, row, scale }, inner, sign) {
  const drawn = values.map((value, index) => `H${n(inner + sign * value * scale)}V${n(bottom - row * (index + 1))}`).join("");
  return `M${n(inner + sign * values[0] * scale)} ${n(bottom)}${drawn}H${n(inner)}`;
}

/** A slider and a button to play, instead of the list of years. */
class Years {
  constructor(block) {
    this.select = block.form.elements[`${block.told.id}.year`];
    if (!this.select) return;
    this.words = block.told.words;
    const field = this.select.closest(".chart-field");
    field.classList.add("chart-field--replaced");
    this.slider = make("input", { type: "range", min: 0, max: this.select.length - 1, step: 1, id: `${block.told.id}-years` });
    this.output = make("output", { for: this.slider.id });
    this.button = make("button", { type: "button" });
    this.button.textContent = this.words.play;
    const label = make("label");
    label.append(field.querySelector("label").textContent, " ", this.slider, this.output);
    const box = make("div", { class: "chart-years" });
    box.append(this.button, label);
    block.form.prepend(box);
    this.slider.addEventListener("input", (event) => {
      event.stopPropagation();
      this.stop();
      this.go(Number(this.slider.value));
    });
    this.button.addEventListener("click", () => (this.playing ? this.stop() : this.play()));
    block.form.addEventListener("input", () => this.name());
    this.name();
  }

  name() {
    this.slider.value = this.select.selectedIndex;
    this.output.textContent = this.select.value;
    this.slider.setAttribute("aria-valuetext", this.select.value);
  }

  go(index) {
    this.select.selectedIndex = index;
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  play() {
    this.button.textContent = this.words.pause;
    const last = this.select.length - 1;
    this.go(this.select.selectedIndex < last ? this.select.selectedIndex + 1 : 0);
    this.again();
  }

  again() {
    if (this.select.selectedIndex === this.select.length - 1) {
      this.stop();
      return;
    }
    this.playing = setTimeout(() => {
      this.go(this.select.selectedIndex + 1);
      this.again();
    }, STEP + REST);
  }

  stop() {
    clearTimeout(this.playing);
    this.playing = undefined;
    this.button.textContent = this.words.play;
  }
}

function make(name, attributes = {}) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

for (const block of start("pyramid", calculate)) new Years(block);
