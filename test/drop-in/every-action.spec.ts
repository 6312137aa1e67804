import { ACTIONS, AnthropicConnector, type InvocationFacts } from 'anthropic-admin-connector';
import { asRequest } from './support/as-request.js';
import { bootDropIn, type DropIn } from './support/boot-drop-in.js';

const seen: Pick<InvocationFacts, 'action' | 'unmasked' | 'context'>[] = [];
let dropIn: DropIn;

beforeAll(async () => {
  dropIn = await bootDropIn({
    connector: {
      policy: {
        decide: (facts) => {
          seen.push(facts);
          return { effect: 'deny', reason: 'it was only wanted to see it' };
        },
      },
    },
  });
});
afterAll(() => dropIn.close());
beforeEach(() => void seen.splice(0));

const httpActions = ACTIONS.flatMap((action) =>
  'route' in action ? [[action.id, action.route, action.example] as const] : [],
);

it.each(httpActions)('reaches %s with its example by the request of the API', async (id, route, example) => {
  const { status } = await dropIn.ask(...asRequest(route, example));

  expect(status).toBe(403);
  expect(seen).toMatchObject([
    { action: { id }, context: { tenantId: 'acme', actor: { id: 'ada', type: 'service' } } },
  ]);
  expect(seen[0]?.unmasked()).toEqual(example);
});

const connector = new AnthropicConnector();
afterAll(() => connector.close());
/** The drop-in endpoint names actions by their requests. */
const nameOf = (actionId: string): string => connector.describe(actionId)?.route ?? actionId;
const foreign = connector
  .list({ include: 'all' })
  .map(({ id }) => connector.describe(id, { nameOf })!)
  .filter(({ available, limitations: [first] }) => !available && first?.kind === 'credential_kind')
  .map(
    ({ id, askedAs = '', limitations }) =>
      [askedAs.replaceAll(/\{\w+\}/g, 'some_1'), id, limitations[0]!] as const,
  );

it('knows all operations that want another credential', () => {
  expect(foreign).toHaveLength(90);
});

it.each(foreign)('answers %s with the credential that it wants', async (request, id, limitation) => {
  const [method = '', path = ''] = request.split(' ');

  const { status, body } = await dropIn.ask(
    method,
    path,
    method === 'POST' ? { body: { any: 'thing' } } : {},
  );

  expect(status).toBe(403);
  expect(body.error).toEqual({
    type: 'permission_error',
    message: `${limitation.title}. ${limitation.reason} ${limitation.workaround}`,
    details: {
      error_code: `connector_${id}_requires_other_credential`,
      reference: limitation.reference,
      credential: limitation.credential,
    },
  });
});

it('sends nothing to the API for any of these', () => {
  expect(dropIn.sent()).toEqual([]);
});
