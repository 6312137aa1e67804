import { HOST, IsStringMap, PATH, Rule, UrlMatching, all } from '../../kit/catalog/index.js';

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/;
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/;
const MAX_BYTES = 16_384;

const COLLECTOR_URL = new RegExp(String.raw`^https:\/\/${HOST}(?::443)?${PATH}$`);

/** The https URL of a collector: a host name, port 443 and an optional path. */
export const CollectorUrl = (): PropertyDecorator =>
  UrlMatching(
    COLLECTOR_URL,
    '$property must be an https URL with a host name, port 443 and no query, such as https://otel.example.com',
  );

/** HTTP headers sent to a collector; with `nullable`, null as a value removes a header. */
export const CollectorHeaders = (options: { nullable: boolean }): PropertyDecorator =>
  all(
    IsStringMap({
      ...options,
      maxEntries: 20,
      name: HEADER_NAME,
      value: HEADER_VALUE,
      sample: '{"authorization":"Bearer abc"}, printable ASCII, at most 20 headers',
    }),
    Rule('must not name a header twice; names are case-insensitive', (value) => !hasTwins(value)),
    Rule(`must have at most ${MAX_BYTES} bytes of names and values`, (value) => bytesOf(value) <= MAX_BYTES),
  );

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const hasTwins = (value: unknown): boolean => {
  const names = entriesOf(value).map(([name]) => name.toLowerCase());
  return new Set(names).size < names.length;
};

const bytesOf = (value: unknown): number =>
  entriesOf(value).reduce(
    (sum, [name, text]) => sum + name.length + (typeof text === 'string' ? text.length : 0),
    0,
  );
