// Writes numbers as lms/web/numbers.py does: a fixed count of digits, a tie to the even one, − as minus.

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
