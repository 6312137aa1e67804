import type { InvocationFacts } from 'anthropic-admin-connector';
import { bootDropIn, type DropIn } from '../drop-in/support/boot-drop-in.js';
import { asDescribed, type DescribedRequest } from './support/as-described.js';
import { OFFERED } from './support/exported.js';
import { fieldOf, openApi } from './support/open-api.js';

const seen: { action: InvocationFacts['action']; input: object }[] = [];
let dropIn: DropIn;

beforeAll(async () => {
  const decide = (facts: InvocationFacts) => {
    seen.push({ action: facts.action, input: facts.unmasked() });
    return { effect: 'deny', reason: 'it was only wanted to see it' } as const;
  };
  dropIn = await bootDropIn({ connector: { policy: { decide } } });
});
afterAll(() => dropIn.close());
beforeEach(() => void seen.splice(0));

/** Sends a request as it is described, with the token that the document asks for. */
const send = ({ method, path, body }: DescribedRequest): Promise<Response> =>
  fetch(`${dropIn.origin}${path}`, {
    method,
    body,
    headers: {
      authorization: `Bearer ${dropIn.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });

describe.each(['openapi.agen.json', 'openapi.json'] as const)('%s', (name) => {
  const { operations } = openApi(name);

  it.each(operations.map((placed) => [placed.id, placed] as const))(
    'describes a request that reaches %s with its example',
    async (id, placed) => {
      const { status } = await send(asDescribed(placed));

      expect(status).toBe(403);
      expect(seen).toMatchObject([{ action: { id } }]);
      expect(seen[0]?.input).toEqual(OFFERED.find((action) => action.id === id)?.example);
    },
  );

  it('describes lists in the query as they are read', async () => {
    const placed = operations.find(({ id }) => id === 'users_list')!;
    const roles = placed.operation.parameters!.find((one) => fieldOf(one) === 'roles')!;

    await send(asDescribed(placed, { [roles.name]: ['admin', 'user'], limit: 5 }));

    expect(seen[0]?.input).toEqual({ roles: ['admin', 'user'], limit: 5 });
  });
});
