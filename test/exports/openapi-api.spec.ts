import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootDropIn, type DropIn } from '../drop-in/support/boot-drop-in.js';
import { EXPORTERS } from '../../platform/src/exports/exporters.js';
import { asDescribed } from './support/as-described.js';
import { idsOf, OFFERED, textOf } from './support/exported.js';
import { madeUp, madeUpInput } from './support/made-up.js';
import { complaints, openApi } from './support/open-api.js';

const NAME = 'openapi.api.json';
const { document, operations } = openApi(NAME);

it('is right by the schema of OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(await complaints(NAME)).toEqual([]);
});

it('has the route of every action that has one, and no other', () => {
  expect(operations.map(({ id, method, path }) => [id, `${method} ${path}`]).sort()).toEqual(
    OFFERED.filter(({ route }) => route !== undefined)
      .map(({ id, route }) => [id, route])
      .sort(),
  );
  expect(idsOf(OFFERED).filter((id) => !idsOf(operations).includes(id))).toEqual([
    ...['members_offboarding_plan', 'members_offboard'],
    'invites_reissue',
    'api_keys_hygiene',
    ...['access_review_create', 'access_review_list', 'access_review_decide'],
    ...['spend_query', 'spend_summary', 'spend_reconcile', 'spend_changes'],
    'claude_code_summary',
  ]);
});

it('has the parameters, bodies and answers of the drop-in endpoint, and the headers of the API', () => {
  const dropIn = openApi('openapi.json');
  const atPlatform = new Map(dropIn.operations.map(({ id, operation }) => [id, operation]));

  for (const { id, operation } of operations) {
    const { parameters = [], ...rest } = operation;
    const { parameters: others, ...same } = atPlatform.get(id)!;
    expect(rest).toEqual(same);
    expect(parameters.filter((one) => one.in !== 'header')).toEqual(others ?? []);
    expect(
      parameters.filter((one) => one.in === 'header').map((one) => [one.name, one.schema['default']]),
    ).toEqual([
      ['anthropic-version', '2023-06-01'],
      ...(OFFERED.find((one) => one.id === id)!.betas ?? []).map((beta) => ['anthropic-beta', beta]),
    ]);
  }
  expect(document.components.schemas).toEqual(
    Object.fromEntries(
      Object.entries(dropIn.document.components.schemas ?? {}).filter(([name]) =>
        textOf(NAME).includes(`"#/components/schemas/${name}"`),
      ),
    ),
  );
});

it('is for the drop-in endpoint and for the API, with the key in the same header', () => {
  expect(document.servers.map(({ url }) => url)).toEqual([
    'http://127.0.0.1:3000/v1/connectors/anthropic/api',
    'https://api.anthropic.com',
  ]);
  expect(document.security).toEqual([{ apiKey: [] }]);
  expect(document.components.securitySchemes).toEqual({
    apiKey: expect.objectContaining({ type: 'apiKey', in: 'header', name: 'x-api-key' }),
  });
});

it('names the API alone for a connector without a drop-in endpoint, and no scheme that is not known', () => {
  const text = EXPORTERS[NAME].write(madeUpInput([madeUp()], { dropIn: false }));

  const { servers, paths, ...rest } = JSON.parse(text) as typeof document;
  expect(servers.map(({ url }) => url)).toEqual(['https://api.zoo.example']);
  expect(Object.keys(paths)).toEqual(['/v7/zoo/{zoo_id}/lions']);
  expect([rest.security, rest.components.securitySchemes]).toEqual([undefined, undefined]);
});

describe('a client of the document', () => {
  let dropIn: DropIn;
  beforeAll(async () => {
    dropIn = await bootDropIn();
  });
  afterAll(() => dropIn.close());

  it.each(['users_list', 'workspaces_list', 'webhooks_list', 'cost_report_get'])(
    'gets the same of %s from both servers',
    async (id) => {
      const placed = operations.find((one) => one.id === id)!;
      const headers = Object.fromEntries(
        placed.operation
          .parameters!.filter((one) => one.in === 'header')
          .map((one) => [one.name, String(one.schema['default'])]),
      );
      const { method, path } = asDescribed(placed);
      const [{ name = '' }] = Object.values(document.components.securitySchemes) as [{ name?: string }];
      const ask = async (server: string, key: string): Promise<unknown> => {
        const response = await fetch(`${server}${path}`, { method, headers: { ...headers, [name]: key } });
        return [response.status, await response.json()];
      };

      const atPlatform = await ask(dropIn.baseUrl, dropIn.token);

      expect(atPlatform).toEqual([200, expect.objectContaining({ data: expect.any(Array) })]);
      expect(await ask(dropIn.simulator.url, DEMO_ADMIN_KEY)).toEqual(atPlatform);
    },
  );
});
