// What the blocks that calculate have in common: the form's fields are read, the answer of `calculate` is shown where
// the server had shown its own. Without script the form asks the server, which answers the same.

import { fixed as written, meant, readings, rounded } from "./numbers.js";

const QUIET = 700; // milliseconds without a change until a screen reader is told the result

/** Starts every block of a kind; `calculate(told, values, block)` answers what is shown, see `draw`. */
export function start(kind, calculate) {
  return [...document.querySelectorAll(`script[data-block="${kind}"]`)].map(
    (script) => new Block(script.closest("figure"), JSON.parse(script.textContent), calculate),
  );
}

class Block {
  constructor(figure, told, calculate) {
    this.figure = figure;
    this.told = told;
    this.calculate = calculate;
    this.form = figure.querySelector("form.chart-form");
    this.live = figure.querySelector(".chart-live");
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.querySelector(".chart-back")?.addEventListener("click", (event) => {
      event.preventDefault();
      for (const [name, value] of Object.entries(this.told.start)) this.write(this.form.elements[name], value);
      this.changed();
    });
    this.form.querySelector(".chart-submit")?.remove();
    this.fields();
    // the browser may have kept what was set before the page was left
    if (this.read().some(([name, value]) => String(value) !== String(this.asServed(name)))) this.changed();
    figure.dataset.ready = "";
  }

  asServed(name) {
    const field = this.form.elements[name];
    if (field.type === "select-one") return [...field.options].find((one) => one.defaultSelected)?.value;
    return this.typed(field, field.defaultValue);
  }

  write(field, value) {
    field.value = field.type === "text" ? written(value, Number(field.dataset.digits), this.told.language) : value;
  }

  read() {
    return [...this.form.elements]
      .filter((field) => field.name && field.type !== "hidden")
      .map((field) => [field.name, field.type === "select-one" ? field.value : this.number(field)]);
  }

  /** What the server would take: the start for nothing, else within the limits and in their steps. */
  number(field) {
    const typed = this.typed(field);
    if (Number.isNaN(typed)) return this.told.start[field.name];
    const { low, high, step } = limits(field);
    const steps = (Math.min(Math.max(typed, low), high) - low) / step;
    return Number((low + Number(rounded(steps, 0)) * step).toFixed(9));
  }

  /** What stands in a field; NaN for nothing, and for what is no number. */
  typed({ name, type, dataset, value: now }, value = now) {
    if (type !== "text") return Number(value);
    return meant(readings(value, dataset.unit), this.told.start[name], Number(dataset.digits));
  }

  /** What was typed and put right: the server says it in the same words. */
  putRight(values) {
    const filledIn = [...this.form.querySelectorAll("input[type=text]")].filter(({ value }) => value.trim() !== "");
    return filledIn.flatMap((field) => {
      const { low, high } = limits(field);
      const typed = this.typed(field);
      const label = field.labels[0].textContent;
      const { none, out } = this.form.dataset;
      if (Number.isNaN(typed)) return [filled(none, { label, value: field.value.trim().slice(0, 20) })];
      if (low <= typed && typed <= high) return [];
      const shown = (value) => written(value, Number(field.dataset.digits), this.told.language);
      return [filled(out, { label, low: shown(low), high: shown(high), value: shown(values[field.name]) })];
    });
  }

  changed() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  draw() {
    this.fields();
    const values = Object.fromEntries(this.read());
    const answer = this.calculate(this.told, values, this);
    if (answer.impossible) {
      this.speak(answer.impossible);
      return;
    }
    this.all(".chart-sentence", [answer.sentence]);
    for (const [key, text] of Object.entries(answer.figures ?? {})) this.all(`[data-figure="${key}"]`, [text]);
    for (const [key, text] of Object.entries(answer.texts ?? {})) this.every(key, (at) => (at.textContent = text));
    for (const [key, d] of Object.entries(answer.paths ?? {})) this.every(key, (at) => at.setAttribute("d", d));
    for (const [key, place] of Object.entries(answer.moved ?? {})) {
      this.every(key, (at) => at.setAttribute("transform", `translate(${place.map((one) => one.toFixed(2)).join(" ")})`));
    }
    for (const [key, given] of Object.entries(answer.attributes ?? {})) {
      this.every(key, (at) => Object.entries(given).forEach(([name, value]) => at.setAttribute(name, value)));
    }
    if (answer.header) this.header(answer.header);
    if (answer.rows) this.rows(answer.rows);
    if (answer.remarks) this.remarks([...this.putRight(values), ...answer.remarks]);
    this.speak(answer.said ?? answer.sentence);
  }

  all(selector, texts) {
    for (const at of this.figure.querySelectorAll(selector)) at.textContent = texts[0];
  }

  every(selector, change) {
    for (const at of this.figure.querySelectorAll(selector)) change(at);
  }

  /** The numbers beside the sliders, and what a screen reader says while one moves. */
  fields() {
    for (const output of this.form.querySelectorAll("output[data-for]")) {
      const field = this.form.elements[output.dataset.for];
      const text = `${written(Number(field.value), Number(output.dataset.digits), this.told.language)} ${output.dataset.unit}`.trim();
      output.textContent = text;
      field.setAttribute("aria-valuetext", text);
    }
  }

  header(names) {
    const cells = names.map((name) => {
      const at = document.createElement("th");
      at.scope = "col";
      at.textContent = name;
      return at;
    });
    this.figure.querySelector(".chart-numbers thead tr").replaceChildren(...cells);
  }

  rows(rows) {
    const body = this.figure.querySelector(".chart-numbers tbody");
    const lines = rows.map((cells) => {
      const line = document.createElement("tr");
      cells.forEach((cell, index) => {
        const at = document.createElement(index ? "td" : "th");
        if (!index) at.scope = "row";
        at.textContent = cell;
        line.append(at);
      });
      return line;
    });
    body.replaceChildren(...lines);
  }

  remarks(remarks) {
    this.figure.querySelector(".chart-remarks").replaceChildren(
      ...remarks.map((remark) => {
        const at = document.createElement("li");
        at.textContent = remark;
        return at;
      }),
    );
  }

  speak(text) {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => (this.live.textContent = text), QUIET);
  }
}

function limits({ type, min, max, step, dataset }) {
  const [low, high, stride] = type === "text" ? [dataset.low, dataset.high, dataset.step] : [min, max, step];
  return { low: Number(low), high: Number(high), step: Number(stride) };
}

/** A sentence's {fields} filled. */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (field, name) => (name in values ? values[name] : field));
}

/** An amount as lms/web/charts writes it: {divide, digits, name}. */
export function amount(value, { divide, digits, name }, language) {
  return `${written(value / divide, digits, language)} ${name}`.trim();
}

/** A coordinate, as lms/web/charts/drawing/svg.py writes it. */
export function n(value) {
  const text = rounded(Math.abs(value), 2).replace(/\.?0+$/, "");
  return value < 0 ? `-${text}` : text;
}

/** The bars of one side of a pyramid, as lms/web/charts/drawing/pyramid_bars.py draws them. */
export function bars(values, { bottom, row, scale }, inner, sign) {
  const thick = row - Math.min(0.6, row * 0.15);
  return values
    .map((value, index) => `M${n(inner)} ${n(bottom - row * index - thick)}h${n(sign * value * scale)}v${n(thick)}H${n(inner)}Z`)
    .join("");
}
