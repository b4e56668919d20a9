// Bars one below the other, as lms/web/charts/drawing/amount_bars.py draws them.

import { n } from "./block.js";

/** What block.js has to change so that the bars show other values. */
export function rowPaths(sheets, values) {
  const paths = {};
  for (const [name, { width, tops, thick, height }] of Object.entries(sheets)) {
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const scale = width / Math.max(high - low, 1e-9); // SMALLEST in rows.py
    const zero = -low * scale;
    paths[`.chart--${name} .chart-zero-line`] = zero ? `M${n(zero)} 0V${n(height)}` : "";
    values.forEach((value, index) => {
      paths[`.chart--${name} .chart-row-${index}`] = `M${n(zero)} ${n(tops[index])}h${n(value * scale)}v${n(thick)}H${n(zero)}Z`;
    });
  }
  return paths;
}

/** The numbers beside the bars. */
export function rowTexts(texts) {
  return Object.fromEntries(texts.map((text, index) => [`.chart-value-${index}`, text]));
}
