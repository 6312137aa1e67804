import { bootDropIn, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

beforeEach(async () => {
  dropIn = await bootDropIn();
});
afterEach(() => dropIn.close());

const create = (name: string, key: string) =>
  dropIn.ask('POST', '/workspaces', { body: { name }, headers: { 'idempotency-key': key } });

it('sends a write once for its key, and answers the same again', async () => {
  const first = await create('One', 'key-1');
  const second = await create('One', 'key-1');

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body).toEqual(first.body);
  expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  expect(dropIn.sent()).toEqual(['POST /v1/organizations/workspaces']);
});

it('refuses a key that was used for something else', async () => {
  await create('One', 'key-1');

  const { status, body, headers } = await create('Two', 'key-1');

  expect([status, headers.get('x-should-retry')]).toEqual([409, 'false']);
  expect(body).toEqual(
    errorBody('conflict_error', expect.stringMatching(/^This idempotency key was used for another/), {
      error_code: 'connector_idempotency_conflict',
    }),
  );
});

it('refuses a key that cannot be one', async () => {
  const { status, body } = await create('One', 'a key');

  expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
});

it('replays a limitation to nobody: what is not on offer takes no key', async () => {
  const headers = { 'idempotency-key': 'key-2' };
  await dropIn.ask('DELETE', '/workspaces/wrkspc_1', { headers });

  const { status } = await create('One', 'key-2');

  expect(status).toBe(200);
});
