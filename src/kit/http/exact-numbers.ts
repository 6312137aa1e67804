const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON in which each number beyond the range of a double, and each one whose digits a double would round, is a string with its
 * digits: a value that is changed in silence is worse than one of another type.
 */
export const withAllDigits = (json: string): string =>
  json.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') || isKept(token) ? token : `"${token}"`));

function isKept(text: string): boolean {
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  return /[.eE]/.test(text) ? digitsOf(text) === digitsOf(String(value)) : Number.isSafeInteger(value);
}

/** The significant digits of a decimal number, without those of its exponent. */
const digitsOf = (text: string): string =>
  text
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
