// Children on their way to school (lms/web/charts/school_cohort.py).

import { amount, filled, start } from "./block.js";
import { fixed, signed } from "./numbers.js";
import { rowPaths, rowTexts } from "./rows.js";

function calculate(told, values) {
  const { born, language, names, words, years } = told;
  const [moved, size] = [values[names.moved], values[names.size]];
  const children = born.map((count) => count * (1 + moved / 100));
  const classes = children.map((count) => Math.ceil(Number(((count * told.factor) / size).toFixed(6))));
  const texts = children.map((count) => amount(count, told.stock, language));
  const [first, last] = [years[0], years.at(-1)];
  const change = children[0] ? 100 * (children.at(-1) / children[0] - 1) : 0;
  const shown = fixed(Math.abs(change), 1, language);
  const course = /[1-9]/.test(shown) ? (change > 0 ? words.more : words.fewer) : words.same;
  const count = (value) => fixed(value, 0, language);
  const sentence = [
    filled(course, { change: shown, first, last, begin: texts[0], end: texts.at(-1) }),
    filled(words.classes_said, { size, first, last, begin: count(classes[0]), end: count(classes.at(-1)) }),
  ].join(" ");
  const unchanged = Object.entries(told.start).every(([name, at]) => values[name] === at);
  return {
    sentence: unchanged && told.sentence ? told.sentence : sentence,
    said: sentence,
    figures: { begin: texts[0], end: texts.at(-1), change: `${signed(change, 1, language)} %` },
    remarks: told.remarks,
    header: [words.start, words.children, filled(words.classes, { size })],
    rows: years.map((year, index) => [year, texts[index], count(classes[index])]),
    texts: rowTexts(texts),
    paths: rowPaths(told.sheets, children),
  };
}

start("school-cohort", calculate);
