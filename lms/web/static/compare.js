// Another one is marked among many (lms/web/charts/compare.py).

import { filled, start } from "./block.js";

function calculate(told, values) {
  const { names, texts, words } = told;
  const chosen = names.indexOf(values[told.name]);
  const last = names.length - 1;
  const sentence = filled(words.sentence, {
    name: names[chosen],
    value: texts[chosen],
    place: chosen + 1,
    count: names.length,
    median: told.median,
    highest: names[0],
    most: texts[0],
    lowest: names[last],
    least: texts[last],
  });
  const answer = {
    sentence: told.sentence && values[told.name] === told.start[told.name] ? told.sentence : sentence,
    said: sentence,
    figures: { value: texts[chosen], rank: `${chosen + 1} / ${names.length}` },
  };
  if (told.marks) {
    const marks = Object.entries(told.marks).map(([sheet, all]) => [`.chart--${sheet}`, all[chosen]]);
    answer.texts = { ".chart-one-name": names[chosen] };
    answer.paths = Object.fromEntries(marks.map(([sheet, { d }]) => [`${sheet} .chart-one`, d]));
    answer.attributes = Object.fromEntries(marks.map(([sheet, { x }]) => [`${sheet} .chart-one-name`, { x }]));
  } else {
    answer.attributes = Object.fromEntries(
      names.flatMap((_, index) => [
        [`.chart-bar-${index}`, { class: `${index === chosen ? "chart-marked" : "chart-unmarked"} chart-bar-${index}` }],
        [`.chart-name-${index}`, { class: `chart-label${index === chosen ? " chart-strong" : ""} chart-name-${index}` }],
      ]),
    );
  }
  return answer;
}

start("compare", calculate);
