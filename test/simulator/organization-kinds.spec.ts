import { ENTERPRISE_ADMIN_KEY, SIMULATED_OPERATIONS } from '../../simulator/src/index.js';
import { operation } from '../support/contract.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const REFUSED = 'This endpoint is not available to Claude Enterprise organizations.';

it('refuses an Enterprise organization exactly the operations that the contract lists for others', async () => {
  const { ask } = await boot();
  const refused: string[] = [];

  for (const { operation: id, method, path } of SIMULATED_OPERATIONS) {
    const target = path.replaceAll(/\{\w+\}/g, 'some_id');
    const headers = {
      'x-api-key': ENTERPRISE_ADMIN_KEY,
      'anthropic-beta': operation(id).beta_headers.required.join(','),
    };
    const answer = await ask(method, target, { headers, ...(method === 'POST' ? { body: {} } : {}) });
    if (answer.body.error?.message === REFUSED) refused.push(id);
  }

  const expected = SIMULATED_OPERATIONS.map((one) => one.operation).filter(
    (id) => !operation(id).org_types.some((kind) => kind.startsWith('enterprise')),
  );
  expect(refused).toEqual(expected);
  expect(refused).toContain('workspaces.list');
});

it('refuses with a 403', async () => {
  const { ask } = await boot();

  const answer = await ask('GET', '/workspaces', { headers: { 'x-api-key': ENTERPRISE_ADMIN_KEY } });

  expect(failure(answer)).toEqual({ status: 403, type: 'permission_error', message: REFUSED });
});
