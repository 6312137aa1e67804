const DATA_SIZE = /^[KMGTPE]?[bB]$|^[KMGTPE]i[bB]$/;
const TIME = /^(Year|Month|Day|Hour|Minute|Second|Millisecond|Microsecond)s?$/;
const COUNT = /^[A-Z][A-Za-z]*( [A-Z][A-Za-z]*)*$/;

/** Names of data sizes that FOCUS writes as abbreviations, such as `Gigabytes` for `GB`. */
const SPELLED_OUT =
  /^(kilo|mega|giga|tera|peta|exa|kibi|mebi|gibi|tebi|pebi|exbi)?(bit|byte)s?$|^[KMGTPE]i?[bB]s$/i;
const WRONG_TIME = /^(hrs?|mins?|secs?|years?|months?|days?|hours?|minutes?|seconds?)$/i;

/**
 * Whether a text is a unit of measure: `GB`, `1000 Tokens`, `GB-Hours`, `GB/Hour`, `Units/3 Months`. A count is any
 * capitalized noun.
 */
export function isUnit(text: string): boolean {
  const [top = '', bottom, ...rest] = text.split('/');
  if (rest.length > 0) return false;
  return isQuantified(top) && (bottom === undefined || isQuantified(bottom));
}

function isQuantified(text: string): boolean {
  const [, units = ''] = /^(?:[1-9]\d* )?(.+)$/.exec(text) ?? [];
  return units !== '' && units.split('-').every(isBase);
}

const isBase = (name: string): boolean =>
  DATA_SIZE.test(name) ||
  TIME.test(name) ||
  (COUNT.test(name) && !SPELLED_OUT.test(name) && !WRONG_TIME.test(name));
