import { ValidateBy } from 'class-validator';
import type { SchemaConverters } from './json-schema.js';

/** A host name, as a source of patterns. */
export const HOST = String.raw`(?:[A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*`;
const CHARACTER = String.raw`(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})`;
/** 1 to 65535. */
const PORT = String.raw`(?:6553[0-5]|655[0-2]\d|65[0-4]\d{2}|6[0-4]\d{3}|[1-5]\d{4}|[1-9]\d{0,3})`;
/** An optional path, as a source of patterns. */
export const PATH = String.raw`(?:\/${CHARACTER}*)?`;

const HTTPS_URL = new RegExp(String.raw`^https:\/\/${HOST}(?::${PORT})?${PATH}(?:\?(?:${CHARACTER}|\?)*)?$`);

/** An https URL with a host name; no user, no fragment. */
export const HttpsUrl = (): PropertyDecorator =>
  UrlMatching(HTTPS_URL, '$property must be an https URL such as https://example.com/hooks/events');

/** The JSON Schema of the validators above. */
export const URL_CONVERTERS: SchemaConverters = {
  isUrlOf: ({ constraints: [pattern] }) => ({ pattern: (pattern as RegExp).source, type: 'string' }),
};

/**
 * A URL that matches a pattern and parses: the pattern reaches the JSON Schema, but only a parser knows whether `xn--a`
 * is a host name. `message` may use `$property`.
 */
export function UrlMatching(pattern: RegExp, message: string): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value) && URL.canParse(value);
  return ValidateBy({
    name: 'isUrlOf',
    constraints: [pattern],
    validator: { validate, defaultMessage: () => message },
  });
}
