import { PlatformError } from '../../problems/platform-error.js';
import { invalid, printable } from '../../http/body.pipe.js';
import type { Field } from './operation.js';

/** Each name with its values, in the order sent. */
type Pairs = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a query by the fields of an input: `name[]` is a list, every other name is literal. A value of the wrong type
 * stays a string, and the action reports it.
 * @throws PlatformError malformed_request, or invalid_input for a repeated name
 */
export function readQuery(query: string, fields: ReadonlyMap<string, Field>): Record<string, unknown> {
  return Object.fromEntries([...pairsOf(query)].map((pair) => read(pair, fields)));
}

function read(
  [wireName, texts]: [string, readonly string[]],
  fields: ReadonlyMap<string, Field>,
): [string, unknown] {
  const listed = wireName.endsWith('[]');
  const name = listed ? wireName.slice(0, -2) : wireName;
  const field = fields.get(name);
  if (listed) return [name, texts.map((text) => valueOf(text, field))];
  const [text = ''] = texts;
  if (field?.list && text !== '') throw withoutBrackets(name, texts);
  if (texts.length > 1) throw twice(name);
  return [name, text === '' && field?.nullable === true ? null : valueOf(text, field)];
}

function valueOf(text: string, field: Field | undefined): unknown {
  switch (field?.type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
}

function pairsOf(query: string): Pairs {
  const pairs = new Map<string, string[]>();
  for (const part of query.split('&').filter((one) => one !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
    const key = decoded(name);
    const values = pairs.get(key);
    if (values) values.push(decoded(value));
    else pairs.set(key, [decoded(value)]);
  }
  return pairs;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new PlatformError('malformed_request', {
      message: 'The query contains an invalid percent escape.',
      fix: 'Encode its names and values, such as created_at%5Bgte%5D=2026-01-01T00%3A00%3A00Z.',
    });
  }
}

const twice = (name: string): PlatformError =>
  notValid(printable(name), 'repeated', `${printable(name)} is given more than once`);

/** Short and plain values, which the message can repeat. */
const PLAIN = /^[\w.:@-]{1,64}$/;

function withoutBrackets(path: string, texts: readonly string[]): PlatformError {
  const shown = texts.every((text) => PLAIN.test(text)) && texts.length <= 3 ? texts : ['a', 'b'];
  const written = shown.map((text) => `${path}[]=${text}`).join('&');
  return notValid(path, 'brackets', `${path} is a list, which is written ${written}`);
}

const notValid = (path: string, rule: string, message: string): PlatformError =>
  invalid('query', [{ path, rule, message }]);
