import { CATALOG } from '../support/catalog.js';

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}
type Input = Readonly<Record<string, unknown>>;

const ABYSS: unknown = JSON.parse('{"a":'.repeat(500) + '1' + '}'.repeat(500));
const WRONG: readonly unknown[] = [
  null,
  5,
  -1.5,
  true,
  '',
  'Ada Lovelace',
  [],
  [null],
  [5],
  [[]],
  ['x', {}],
  {},
  { a: 1 },
  { type: 'x' },
  { type: 5 },
  ABYSS,
];

/** An input with each wrong value at a field, and inside the fields of the field. */
function* spoilt(schema: Schema, base: unknown): Generator<unknown> {
  const { properties = {}, items, anyOf = [] } = schema;
  for (const [name, field] of Object.entries(properties)) {
    const given = { ...(base as Input) };
    for (const wrong of WRONG) yield { ...given, [name]: wrong };
    for (const inside of spoilt(field, given[name])) yield { ...given, [name]: inside };
  }
  if (Object.keys(properties).length > 0) yield { ...(base as Input), stranger: 1 };
  if (items) {
    for (const wrong of WRONG) yield [wrong];
    for (const inside of spoilt(items, {})) yield [inside];
  }
  for (const variant of anyOf) {
    const [type] = variant.properties?.['type']?.enum ?? [];
    yield* spoilt(variant, type === undefined ? {} : { type });
  }
}

/** What may follow the path of a field, up to the valid example and the action that finds an id. */
const SAID = [
  /^is required$/,
  /^must be (a|an) (string|object|array|boolean value|integer number|email)$/,
  /^must be an id( \(letters, digits, _ and -\)|; "effective" is not one)$/,
  /^must be (a|an) [A-Za-z0-9 -]+ such as /,
  /^must be one of the following values: /,
  /^must be an object whose type is one of the following values: [a-z_, ]+$/,
  /^must be an object of strings such as /,
  /^must be "\w+" or a list of: [a-z, ]+$/,
  /^must be a whole number of cents as a string, such as "50000" for \$500$/,
  /^must be an https URL with a host name, port 443 and no query, such as /,
  /^must be an external key id or the ARN of an AWS KMS key$/,
  /^must be an API key id, or an empty string for usage without a key$/,
  /^must be a user profile id, or an empty string for storage without one$/,
  /^must not be (less|greater) than \d+$/,
  /^must be (longer|shorter) than or equal to \d+ (and shorter than or equal to \d+ )?characters$/,
  /^must contain (at least|no more than) \d+ elements$/,
  /^must be after starting_at/,
  /^must not be before (2026-01-01(T00:00:00Z)?|first_day, nor \d+ days or more after it)$/,
  /^requires (first|last)_day$/,
  /^must not name a value twice$/,
  /^must be next_page of a response to the same input$/,
  /^must have an endpoint_url with the same host as endpoint_url$/,
  /^requires endpoint_url if a header is set$/,
  /^is not a field(: there are none|; the fields are [a-z_, ]+)$/,
  /^and \w+ are mutually exclusive: pass only one$/,
];

const FIXED = /^input is nested too deeply or contains a cycle; an example is \{/;

describe('every message about a wrong value', () => {
  it('is ours', () => {
    const odd = new Set<string>();
    let checked = 0;
    for (const compiled of CATALOG.all) {
      for (const input of spoilt(compiled.inputSchema as Schema, compiled.action.example)) {
        for (const { path, message } of compiled.check(input).issues) {
          checked += 1;
          const [said = ''] = message
            .replace(/^each item of /, '')
            .slice(path.length + 1)
            .split('; for example ');
          const isOurs =
            FIXED.test(message) || SAID.some((pattern) => pattern.test(said.split('; find it')[0] ?? ''));
          if (!isOurs || !message.includes(path)) odd.add(`${compiled.id}: ${message.slice(0, 200)}`);
        }
      }
    }

    expect([...odd]).toEqual([]);
    expect(checked).toBeGreaterThan(5_000);
  });
});
