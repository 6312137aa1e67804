const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON in which each number beyond the range of a double, and each whole number that a double would round, is a string with
 * its digits: a value that is changed in silence is worse than one of another type.
 */
export const withAllDigits = (json: string): string =>
  json.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') || isKept(token) ? token : `"${token}"`));

function isKept(digits: string): boolean {
  const value = Number(digits);
  return Number.isFinite(value) && (/[.eE]/.test(digits) || Number.isSafeInteger(value));
}
