// The account of a population moves with what is typed (lms/web/charts/balance.py).

import { filled, start } from "./block.js";
import { balance, doublingTime, halvingTime } from "./demography.js";
import { fixed, signed } from "./numbers.js";
import { rowPaths, rowTexts } from "./rows.js";

function calculate({ language, names, sheets, labels, remarks, words }, values) {
  const part = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, values[name]]));
  const { natural, migration, change } = balance(part);
  const amounts = [part.births, -part.deaths, natural, part.arrivals, -part.departures, migration, change];
  const texts = amounts.map((value) => signed(value, 0, language));
  const growth = change / part.population;
  const end = part.population + change;
  const course = change > 0 ? words.grows : change < 0 ? words.shrinks : words.stays;
  const parts = [
    filled(course, {
      change: fixed(Math.abs(change), 0, language),
      natural: signed(natural, 0, language),
      migration: signed(migration, 0, language),
    }),
  ];
  if (end < 0) parts.push(words.gone);
  else if (growth >= 0.0005) parts.push(filled(words.doubles, { years: fixed(doublingTime(growth), 0, language) }));
  else if (growth > -1 && growth <= -0.0005) parts.push(filled(words.halves, { years: fixed(halvingTime(growth), 0, language) }));
  return {
    sentence: parts.join(" "),
    figures: {
      natural: signed(natural, 0, language),
      migration: signed(migration, 0, language),
      change: signed(change, 0, language),
      rate: signed(1000 * growth, 1, language),
      end: fixed(end, 0, language),
    },
    remarks,
    rows: labels.map((label, index) => [label, texts[index]]),
    texts: rowTexts(texts),
    paths: rowPaths(sheets, amounts),
  };
}

start("balance", calculate);
