// Ratios of the generations move with their limits (lms/web/charts/quotient.py).

import { amount, filled, start } from "./block.js";
import { between, oldAgeQuotient, totalQuotient, youthQuotient } from "./demography.js";
import { fixed } from "./numbers.js";
import { rowPaths, rowTexts } from "./rows.js";

const KINDS = [youthQuotient, oldAgeQuotient, totalQuotient];

function calculate(told, values) {
  const { language, names, words } = told;
  const [year, young, old] = [names.year, names.young, names.old].map((name) => values[name]);
  const ages = told.years[year];
  const counts = [between(ages, ages.starts[0], young), between(ages, young, old), between(ages, old)];
  const all = ages.counts.reduce((sum, count) => sum + count, 0);
  const texts = counts.map((count) => `${amount(count, told.stock, language)} (${fixed((100 * count) / all, 1, language)} %)`);
  const limits = { year, young, last: old - 1, old };
  const ratios = (people) => KINDS.map((kind) => fixed(kind(people, young, old), 1, language));
  const [youth, aged, total] = ratios(ages);
  const unchanged = Object.entries(told.start).every(([name, at]) => values[name] === at);
  const sentence = filled(words.sentence, { ...limits, youth, aged, total });
  return {
    sentence: unchanged && told.sentence ? told.sentence : sentence,
    said: sentence,
    figures: { youth, aged, total },
    rows: Object.entries(told.years).map(([each, people]) => [each, ...ratios(people)]),
    texts: {
      ...rowTexts(texts),
      ".chart-label-0": filled(words.under, limits),
      ".chart-label-1": filled(words.between, limits),
      ".chart-label-2": filled(words.from, limits),
    },
    paths: rowPaths(told.sheets, counts),
  };
}

start("quotient", calculate);
