// Lets a population pyramid move between the years of its data. The server draws the first year; without this
// module that drawing stays. Numbers, words and places come from the JSON beside it (lms/web/charts/bars.py).

const STEP = 700; // milliseconds from one year to the next
const REST = 900; // and of looking at it while playing

class Pyramid {
  constructor(figure, told) {
    this.told = told;
    this.years = Object.keys(told.years);
    this.sheets = Object.entries(told.sheets).map(([name, places]) => {
      const find = (part) => figure.querySelector(`.chart--${name} ${part}`);
      return {
        name,
        places,
        men: find(".chart-bars-men"),
        women: find(".chart-bars-women"),
        year: find(".chart-year"),
        widest: find(".chart-widest"),
        people: find(".chart-people"),
        leader: find(".chart-leader"),
      };
    });
    this.shown = told.years[told.year];
    this.controls(figure);
  }

  controls(figure) {
    const words = this.told.words;
    this.slider = make("input", {
      type: "range",
      min: 0,
      max: this.years.length - 1,
      step: 1,
      value: this.years.indexOf(String(this.told.year)),
    });
    this.output = make("output");
    this.button = make("button", { type: "button" });
    this.button.textContent = words.play;
    this.said = make("p", { class: "chart-said", "aria-live": "polite" });
    const label = make("label");
    label.append(words.year, this.slider, this.output);
    const box = make("div", { class: "chart-years" });
    box.append(this.button, label, this.said);
    figure.querySelector(".chart--narrow").after(box);
    this.name();
    this.slider.addEventListener("input", () => {
      this.stop();
      this.go();
    });
    this.button.addEventListener("click", () => (this.playing ? this.stop() : this.play()));
  }

  get year() {
    return this.years[Number(this.slider.value)];
  }

  name() {
    this.output.textContent = this.year;
    this.slider.setAttribute("aria-valuetext", this.year);
  }

  go() {
    const { year } = this;
    const target = this.told.years[year];
    this.name();
    this.said.textContent = target.said;
    for (const sheet of this.sheets) {
      sheet.year.textContent = year;
      [sheet.widest.textContent, sheet.people.textContent] = target.note;
      sheet.leader.setAttribute("d", target.leader[sheet.name]);
    }
    const from = this.shown;
    const began = performance.now();
    const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : STEP;
    cancelAnimationFrame(this.frame);
    const move = (now) => {
      const part = duration ? Math.min(Math.max((now - began) / duration, 0), 1) : 1;
      this.draw(part === 1 ? target : between(from, target, part * part * (3 - 2 * part)));
      if (part < 1) this.frame = requestAnimationFrame(move);
    };
    this.frame = requestAnimationFrame(move);
  }

  draw(values) {
    this.shown = values;
    for (const { men, women, places } of this.sheets) {
      men.setAttribute("d", bars(values.male, places, places.left, -1));
      women.setAttribute("d", bars(values.female, places, places.right, 1));
    }
  }

  play() {
    this.button.textContent = this.told.words.pause;
    if (Number(this.slider.value) < this.years.length - 1) {
      this.next();
      return;
    }
    this.slider.value = 0;
    this.go();
    this.playing = setTimeout(() => this.next(), STEP + REST);
  }

  next() {
    this.slider.value = Number(this.slider.value) + 1;
    this.go();
    if (Number(this.slider.value) === this.years.length - 1) this.stop();
    else this.playing = setTimeout(() => this.next(), STEP + REST);
  }

  stop() {
    clearTimeout(this.playing);
    this.playing = undefined;
    this.button.textContent = this.told.words.play;
  }
}

function make(name, attributes = {}) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function bars(values, { bottom, row, scale }, inner, sign) {
  const thick = row - Math.min(0.6, row * 0.15);
  return values
    .map((value, index) => `M${n(inner)} ${n(bottom - row * index - thick)}h${n(sign * value * scale)}v${n(thick)}H${n(inner)}Z`)
    .join("");
}

function n(value) {
  return String(Math.round(value * 100) / 100);
}

function between(from, to, part) {
  const mix = (ours, theirs) => theirs.map((value, index) => (ours[index] ?? 0) + (value - (ours[index] ?? 0)) * part);
  return { male: mix(from.male, to.male), female: mix(from.female, to.female) };
}

for (const script of document.querySelectorAll('script[data-block="pyramid"]')) {
  new Pyramid(script.closest("figure"), JSON.parse(script.textContent));
}
