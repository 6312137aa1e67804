import { bootDropIn, type DropIn } from '../drop-in/support/boot-drop-in.js';
import { withLandmarks } from '../mcp/support/landmark-input.js';
import { asDescribed } from './support/as-described.js';
import { OFFERED } from './support/exported.js';
import { fieldOf, openApi, type Parameter } from './support/open-api.js';

let dropIn: DropIn;
beforeAll(async () => {
  dropIn = await bootDropIn();
});
afterAll(() => dropIn.close());

/** Lists of Enterprise organizations; the one of the tests is of the Console. */
const REFUSED = ['effective_spend_limits_list', 'spend_limit_increase_requests_list'];

/** The value that an importer sends: an example, wherever it is in the document. */
const exampleOf = ({ example, schema }: Parameter): unknown =>
  example ?? schema['example'] ?? (schema['examples'] as unknown[] | undefined)?.[0];

describe.each(['openapi.agen.json', 'openapi.json'] as const)('%s', (name) => {
  const { operations } = openApi(name);
  const lists = operations.filter(({ id }) => OFFERED.find((one) => one.id === id)?.paging !== undefined);

  it.each(lists.map((placed) => [placed.id, placed] as const))(
    'gives %s examples with which it runs',
    async (id, placed) => {
      const { parameters = [] } = placed.operation;
      const inPath = parameters.filter((one) => one.in === 'path');
      const values = Object.fromEntries(
        parameters.map((one) => [one.name, exampleOf(one)]).filter(([, value]) => value !== undefined),
      ) as Record<string, unknown>;
      const known = withLandmarks(
        Object.fromEntries(inPath.map((one) => [one.name, values[one.name]])),
        dropIn.simulator,
      );
      const { path } = asDescribed(placed, { ...values, ...known });

      const response = await fetch(`${dropIn.origin}${path}`, {
        headers: { authorization: `Bearer ${dropIn.token}` },
      });

      expect([id, response.status, response.ok ? '' : await response.text()]).toEqual(
        REFUSED.includes(id) ? [id, 400, expect.stringContaining('rganization')] : [id, 200, ''],
      );
    },
  );

  it('has no example in a query that is not one of the action as a whole', () => {
    const alone = operations.flatMap(({ id, operation: { parameters = [] } }) => {
      const { example } = OFFERED.find((one) => one.id === id)!;
      return parameters
        .filter((one) => exampleOf(one) !== undefined && !Object.hasOwn(example, fieldOf(one)))
        .map((one) => `${id} ${one.name}`);
    });

    expect(alone).toEqual([]);
  });
});
