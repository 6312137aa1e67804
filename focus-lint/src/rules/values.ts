import { isLosslessNumber, parse } from 'lossless-json';
import { error, type Rule } from '../findings.js';
import type { Cell } from '../row.js';
import type { Column } from '../spec/column.js';
import { isUnit } from '../spec/units.js';

const NULL = error('null', 'A column that is not nullable has a value in every row.');
const EMPTY = error('empty-text', 'An absent value is null (an empty field in CSV), not an empty text.');
const PLACEHOLDER = error('placeholder', 'An absent value is null, not a text such as N/A.');
const TYPE = error('type', 'A value has the type of its column.');
const DECIMAL = error(
  'decimal',
  'A number is written as digits with at most one decimal point, without exponent.',
);
const NEGATIVE = error('negative-price', 'A unit price is not negative.');
const TIME = error('time', 'A time is UTC, written as 2026-11-01T00:00:00Z.');
const CURRENCY = error('currency', 'A currency is a code of ISO 4217, such as USD.');
const CLOSED = error('allowed-value', 'A column with a closed set has one of its values, in their spelling.');
const JSON_RULE = error('json', 'A JSON column has a JSON object or array.');
const KEY_VALUE = error(
  'key-value',
  'A key-value column has a JSON object of unique keys with plain values.',
);
const UNIT = error('unit', 'A unit is written as FOCUS does, such as GB, 1000000 Tokens or GB-Hours.');
const SECRET = error('secret', 'A file has no credential that authenticates a request.');

/** The rules of single values. */
export const VALUE_RULES: readonly Rule[] = [
  ...[
    NULL,
    EMPTY,
    PLACEHOLDER,
    TYPE,
    DECIMAL,
    NEGATIVE,
    TIME,
    CURRENCY,
    CLOSED,
    JSON_RULE,
    KEY_VALUE,
    UNIT,
    SECRET,
  ],
];

/** A rule that a value violates, and how. */
export type Verdict = readonly [Rule, string] | undefined;

const PLACEHOLDERS = new Set([
  'n/a',
  'na',
  'null',
  'none',
  'nil',
  'undefined',
  '-',
  'not applicable',
  'not available',
]);
const CREDENTIAL = /\b(sk|rk|pk)-[a-z]{2,}[a-z0-9]*-[\w-]{8,}|\bAKIA[A-Z0-9]{16}\b/;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const MAX_CHECKED = 5_000;

type Check = (text: string) => Verdict;

const CHECKS: Readonly<Record<Column['format'], (name: string, column: Column) => Check>> = {
  text: () => () => undefined,
  closed: (name, { values = [] }) => {
    const allowed = new Set(values);
    const some =
      values.length > 8
        ? `${values.slice(0, 8).join(', ')} and ${values.length - 8} others`
        : values.join(', ');
    return (text) => (allowed.has(text) ? undefined : [CLOSED, `${name} is one of ${some}.`]);
  },
  currency: (name) => (text) =>
    CURRENCIES.has(text) ? undefined : [CURRENCY, `${name} is a code of ISO 4217, such as USD.`],
  decimal: (name) => (text) => decimal(name, text),
  price: (name) => (text) =>
    decimal(name, text) ??
    (text.startsWith('-') && /[1-9]/.test(text) ? [NEGATIVE, `${name} is 0 or more.`] : undefined),
  time: (name) =>
    remembered((text) =>
      isTime(text) ? undefined : [TIME, `${name} is a time in UTC, such as 2026-11-01T00:00:00Z.`],
    ),
  unit: (name) => (text) =>
    isUnit(text)
      ? undefined
      : [UNIT, `${name} is a unit such as Tokens, 1000000 Tokens, GB-Hours or GB/Hour.`],
  json: (name) =>
    remembered((text) => (isJson(text) ? undefined : [JSON_RULE, `${name} is a JSON object or array.`])),
  keyValue: (name) => remembered((text) => keyValue(name, text)),
};

/** What checks the values of a column. */
export function valueCheck(name: string, column: Column): (cell: Cell) => Verdict {
  const check = CHECKS[column.format](name, column);
  const isNumeric = column.format === 'decimal' || column.format === 'price';
  const isJsonColumn = column.format === 'json' || column.format === 'keyValue';
  const isId = name.endsWith('Id');
  return (cell) => {
    if (cell === null) return column.nullable ? undefined : [NULL, `${name} has a value in every row.`];
    if (cell === '')
      return [EMPTY, `${name} is an empty text; leave the field empty without quotes, or write null.`];
    if (typeof cell !== 'string') {
      if (cell.kind === 'number' ? !isNumeric : !(isJsonColumn && cell.kind === 'json'))
        return [
          TYPE,
          `${name} is a ${isNumeric ? 'number' : isJsonColumn ? 'JSON object' : 'text'}, not a JSON ${cell.kind}.`,
        ];
      return check(cell.text);
    }
    if (cell.length < 16 && PLACEHOLDERS.has(cell.toLowerCase()))
      return [
        PLACEHOLDER,
        `${name} has "${cell}" for an absent value; ${column.nullable ? 'leave it null' : 'it needs a value'}.`,
      ];
    if (isId && CREDENTIAL.test(cell))
      return [SECRET, `${name} looks like a credential; export its identifier and revoke it.`];
    return check(cell);
  };
}

/** What checks the values of a custom column: FOCUS recommends null there too, and forbids credentials anywhere. */
export const customCheck =
  (name: string) =>
  (cell: Cell): Verdict =>
    typeof cell === 'string' && CREDENTIAL.test(cell)
      ? [SECRET, `${name} looks like a credential; export its identifier and revoke it.`]
      : undefined;

const decimal = (name: string, text: string): Verdict =>
  /^-?\d+(\.\d+)?$/.test(text)
    ? undefined
    : [DECIMAL, `${name} is a number such as -0.0025, without exponent, sign + or unit.`];

/** Whether a text is a moment in UTC that exists. */
function isTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === text.slice(0, 19);
}

function isJson(text: string): boolean {
  const value = jsonIn(text);
  return typeof value === 'object' && value !== null && !isLosslessNumber(value);
}

function keyValue(name: string, text: string): Verdict {
  const value = jsonIn(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value))
    return [KEY_VALUE, `${name} is a JSON object with unique keys, such as {"x_Team": "search"}.`];
  const nested = Object.entries(value).find(
    ([, inner]) => typeof inner === 'object' && inner !== null && !isLosslessNumber(inner),
  );
  return (
    nested && [KEY_VALUE, `${name} has an object or array at a key; write a text, number, boolean or null.`]
  );
}

/** A JSON text; undefined where it is none, or a key occurs twice with different values. */
export function jsonIn(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Values of such columns repeat, so what was found is kept for a while. */
export function remembered<T>(check: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    if (kept.has(text)) return kept.get(text) as T;
    if (kept.size >= MAX_CHECKED) kept.clear();
    const verdict = check(text);
    kept.set(text, verdict);
    return verdict;
  };
}
