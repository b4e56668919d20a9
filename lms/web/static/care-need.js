// People in need of care move with year and shares (lms/web/charts/care_need.py).

import { amount, filled, start } from "./block.js";
import { between } from "./demography.js";
import { fixed, signed } from "./numbers.js";
import { rowPaths, rowTexts } from "./rows.js";

const sum = (values) => values.reduce((total, value) => total + value, 0);

function calculate(told, values) {
  const { language, names, shares, words } = told;
  const [year, percent] = [values[names.year], values[names.percent]];
  const people = (at, { low, high }) => between(told.years[at], low, high ?? undefined);
  const need = (at) => shares.map((share) => (people(at, share) * share.rate) / 100);
  const then = need(year).map((one) => (one * percent) / 100);
  const total = sum(then);
  const all = sum(told.years[year].counts);
  const change = 100 * (total / sum(need(told.base)) - 1);
  const shown = fixed(Math.abs(change), 1, language);
  const course = /[1-9]/.test(shown) ? (change > 0 ? words.more : words.fewer) : words.same;
  const stock = (value) => amount(value, told.stock, language);
  const texts = then.map(stock);
  const share = fixed((100 * total) / all, 1, language);
  const unchanged = Object.entries(told.start).every(([name, at]) => values[name] === at);
  const sentence = filled(words.sentence, {
    year,
    people: stock(total),
    share,
    course: filled(course, { change: shown, base: told.base }),
    percent: fixed(percent, 0, language),
  });
  return {
    sentence: unchanged && told.sentence ? told.sentence : sentence,
    said: sentence,
    figures: { total: stock(total), share: `${share} %`, change: `${signed(change, 1, language)} %` },
    remarks: told.remarks,
    rows: shares.map((one, index) => [
      one.name,
      stock(people(year, one)),
      `${fixed((one.rate * percent) / 100, 1, language)} %`,
      texts[index],
    ]),
    texts: rowTexts(texts),
    paths: rowPaths(told.sheets, then),
  };
}

start("care-need", calculate);
