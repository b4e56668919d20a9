// The sandbox moves with its sliders: calculated here, written and drawn as lms/web/charts/projection.py does.

import { amount, bars, filled, n, start } from "./block.js";
import { Impossible, ages, assumedRates, between, median, oldAgeQuotient, project, total, youthQuotient } from "./demography.js";
import { fixed, signed } from "./numbers.js";

const YEARS = 5;

function calculate(told, values) {
  const { language, words, years } = told;
  const assumed = {};
  for (const [key, name] of Object.entries(told.names)) {
    if (values[name] !== told.start[name]) assumed[key] = values[name]; // a slider at its start assumes nothing
  }
  let steps;
  try {
    steps = project(told.base, assumedRates(told.periods, told.steps, assumed), told.steps);
  } catch (error) {
    if (error instanceof Impossible) return { impossible: words.impossible };
    throw error;
  }
  const last = steps.at(-1);
  const people = total(last.population);
  const stock = (value) => amount(value, told.stock, language);
  const flow = (value) => amount(value / YEARS, told.flow, language);
  const change = 100 * (people / total(told.base) - 1);
  const old = quotient(oldAgeQuotient, last.population, language);
  const missing = steps.reduce((sum, step) => sum + step.missing, 0);
  const shown = fixed(Math.abs(change), 1, language);
  const course = /[1-9]/.test(shown) ? (change > 0 ? words.more : words.fewer) : words.same;
  const sentence = filled(words.sentence, {
    year: years.at(-1),
    place: told.place,
    people: stock(people),
    course: filled(course, { change: shown, first: years[0] }),
    quotient: old,
  });
  const place = (index, value) => [told.lines.x[index], at(told.lines.y, value)];
  const points = [told.base, ...steps.map((step) => step.population)].map((population, index) => place(index, total(population)));
  return {
    sentence,
    said: filled(words.result, { people: stock(people), quotient: old }),
    figures: {
      total: stock(people),
      change: `${signed(change, 1, language)} %`,
      old,
      young: quotient(youthQuotient, last.population, language),
      median: people ? `${middle(last.population, language)} ${words.years}` : "–",
      births: flow(last.births),
      deaths: flow(last.deaths),
    },
    rows: [
      [years[0], stock(total(told.base)), "", "", "", ...ofAges(told.base, language), ...told.official[0]],
      ...steps.map((step, index) => [
        years[index + 1],
        stock(total(step.population)),
        flow(step.births),
        flow(step.deaths),
        flow(step.migration),
        ...ofAges(step.population, language),
        ...told.official[index + 1],
      ]),
    ],
    remarks: [
      ...guessed(told, people),
      ...told.remarks,
      ...(missing ? [filled(words.clamped, { missing: stock(missing) })] : []),
    ],
    paths: {
      ".chart-total": points.map(([x, y], index) => `${index ? "L" : "M"}${n(x)} ${n(y)}`).join(""),
      ".chart-bars-men": bars(last.population.men, told.pyramid, told.pyramid.left, -1),
      ".chart-bars-women": bars(last.population.women, told.pyramid, told.pyramid.right, 1),
    },
    moved: { ".chart-end-dot": points.at(-1) },
  };
}

function at({ low, high, start: from, end }, value) {
  return from + ((value - low) / (high - low)) * (end - from);
}

function quotient(kind, population, language) {
  const people = ages(population);
  return between(people, 20, 65) ? fixed(kind(people), 1, language) : "–";
}

function middle(population, language) {
  return total(population) ? fixed(median(ages(population)), 1, language) : "–";
}

function ofAges(population, language) {
  return [quotient(oldAgeQuotient, population, language), middle(population, language)];
}

function guessed(told, people) {
  if (told.guess === null) return [];
  const guess = told.guess * told.stock.divide;
  const stock = (value) => amount(value, told.stock, told.language);
  return [filled(told.words.guessed, { guess: stock(guess), people: stock(people), off: stock(Math.abs(guess - people)) })];
}

start("projection", calculate);
