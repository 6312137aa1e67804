import { ValidateBy } from 'class-validator';
import type { SchemaConverters } from './json-schema.types.js';

const HOST = String.raw`(?:[A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*`;
const CHARACTER = String.raw`(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})`;
/** 1 to 65535. */
const PORT = String.raw`(?:6553[0-5]|655[0-2]\d|65[0-4]\d{2}|6[0-4]\d{3}|[1-5]\d{4}|[1-9]\d{0,3})`;
const PATH = String.raw`(?:\/${CHARACTER}*)?`;

const HTTPS_URL = new RegExp(String.raw`^https:\/\/${HOST}(?::${PORT})?${PATH}(?:\?(?:${CHARACTER}|\?)*)?$`);
const COLLECTOR_URL = new RegExp(String.raw`^https:\/\/${HOST}(?::443)?${PATH}$`);

/** An https URL with a host name; no user, no fragment. */
export const HttpsUrl = (): PropertyDecorator =>
  urlOf(HTTPS_URL, '$property must be an https URL such as https://example.com/hooks/claude');

/** The https URL of a collector: a host name and port 443, and nothing after the path. */
export const CollectorUrl = (): PropertyDecorator =>
  urlOf(
    COLLECTOR_URL,
    '$property must be an https URL with a host name, port 443 and no query, such as https://otel.example.com',
  );

/** How the validators above look in JSON Schema. */
export const URL_CONVERTERS: SchemaConverters = {
  isUrlOf: ({ constraints: [pattern] }) => ({ pattern: (pattern as RegExp).source, type: 'string' }),
};

/** The pattern tells readers of the schema what is wanted; whether xn--a is a host name only a parser can tell. */
function urlOf(pattern: RegExp, message: string): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value) && URL.canParse(value);
  return ValidateBy({
    name: 'isUrlOf',
    constraints: [pattern],
    validator: { validate, defaultMessage: () => message },
  });
}
