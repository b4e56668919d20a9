// Writes numbers as lms/web/numbers.py does: a fixed count of digits, a tie to the even one, − as minus. Reads them as
// lms/items/number.py does.

const MAX_LENGTH = 40;
const MINUS = /[−–‐‑﹣－]/g;
const SIMPLE = /^(?:[0-9]*[.,][0-9]+|[0-9]+)$/;
const GROUPED = /^([1-9][0-9]{0,2}(?:([ '’.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?$/;

/** 1234.5 with one digit: 1.234,5 in German. */
export function fixed(value, digits, language) {
  const [whole, fraction] = rounded(Math.abs(value), digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === "de" ? "." : ",");
  const text = fraction ? `${grouped}${language === "de" ? "," : "."}${fraction}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** The same with a sign before gains, too. */
export function signed(value, digits, language) {
  const text = fixed(value, digits, language);
  return text.startsWith("−") || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** A positive number with so many digits, a tie to the even one. */
export function rounded(value, digits) {
  // a tie is a number that is exactly between two: only halves, quarters, eighths … can be
  const parts = value * 2 ** (digits + 1);
  if (!Number.isInteger(parts) || parts % 2 === 0) return value.toFixed(digits);
  const below = Math.floor(value * 10 ** digits);
  return ((below % 2 ? below + 1 : below) / 10 ** digits).toFixed(digits);
}

/** What a typed number can mean: nothing, one value, or two (`1.234`), the German reading first. */
export function readings(typed, unit = "") {
  let text = spaced(typed.replace(MINUS, "-"));
  const behind = spaced(unit);
  if (behind && text.toLowerCase().endsWith(behind.toLowerCase())) text = text.slice(0, -behind.length).trimEnd();
  if (text.length > MAX_LENGTH) return [];
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[-+]/, "").trimStart();
  const found = [];
  if (SIMPLE.test(digits)) found.push(digits.replace(",", "."));
  const grouped = GROUPED.exec(digits);
  if (grouped) found.push(`${grouped[1].replace(/[^0-9]/g, "")}.${grouped[3] ?? "0"}`);
  if (found.length === 2 && digits.includes(".")) found.reverse();
  return found.map((value) => sign * Number(value) + 0);
}

/** Of the readings the one of the size that is expected, of whole numbers that with thousands; NaN for none. */
export function meant(found, expected, digits) {
  const far = (value) => (digits ? Math.abs(value - expected) : -Math.abs(value));
  return found.reduce((best, value) => (far(value) < far(best) || Number.isNaN(best) ? value : best), NaN);
}

function spaced(text) {
  return text.trim().replace(/\s+/g, " ");
}
