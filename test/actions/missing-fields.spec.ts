import { ACTIONS } from '../../src/actions/index.js';
import { compiled } from '../support/catalog.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}
type Input = Readonly<Record<string, unknown>>;

/** A path of a required field, and an input without it. */
type Missing = readonly [path: string, input: unknown];

/** Every required field of a schema and of the objects in it, but the `type` that says which variant an object is. */
function* missingIn(schema: Schema, value: unknown, within = ''): Generator<Missing> {
  const { properties = {}, required = [], anyOf = [] } = schema;
  for (const name of required) {
    if (within !== '' && name === 'type') continue;
    const { [name]: _, ...others } = value as Input;
    yield [within + name, others];
  }
  for (const [name, field] of Object.entries(properties)) {
    const inside = (value as Input)[name];
    if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) continue;
    for (const [path, input] of missingIn(field, inside, `${within}${name}.`))
      yield [path, { ...(value as Input), [name]: input }];
  }
  const { type } = value as Input;
  const variant = anyOf.find(({ properties: fields = {} }) => fields['type']?.enum?.includes(type));
  if (variant) yield* missingIn(variant, value, within);
}

const CASES = ACTIONS.flatMap(({ id, example }) =>
  [...missingIn(compiled(id).inputSchema as Schema, example)].map(
    ([path, input]) => [id, path, input] as const,
  ),
);

test.each(CASES)('%s says once that %s is required', (id, path, input) => {
  const { issues } = compiled(id).check(input);
  const own = issues.filter((issue) => issue.path === path);

  expect(own.map(({ rule }) => rule)).toEqual(['required']);
  expect(own[0]?.message).toMatch(new RegExp(`^${path} is required; for example `));
});

test('gives the variant that was chosen as an example of a field that is missing inside it', () => {
  const provider_config = { type: 'aws', account_id: '111122223333', bucket_name: 'acme-safety-retention' };

  expect(compiled('external_storage_create').check({ provider_config }).issues).toEqual([
    {
      path: 'provider_config.region',
      rule: 'required',
      message: 'provider_config.region is required; for example "us-east-2"',
    },
  ]);
});
