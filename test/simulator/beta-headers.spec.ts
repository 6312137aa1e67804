import { OPERATIONS } from '../support/contract.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const gated = OPERATIONS.filter(({ beta_headers }) => beta_headers.required.length > 0).map((operation) => ({
  id: operation.id,
  method: operation.method,
  path: operation.path.replaceAll(/\{\w+\}/g, 'some_id'),
  header: operation.beta_headers.required.join(','),
}));

it.each(gated)('answers $id as unknown, or 400, without its header', async ({ id, method, path }) => {
  const { ask } = await boot();

  const answer = await ask(method, path, method === 'POST' ? { body: {} } : {});

  expect(failure(answer)).toEqual(
    id === 'users.sign_out'
      ? {
          status: 400,
          type: 'invalid_request_error',
          message: 'anthropic-beta: this operation requires admin-user-sign-out-2026-10-08',
        }
      : { status: 404, type: 'not_found_error', message: 'Route not found.' },
  );
});

it.each(gated)('looks for the header of $id among others', async ({ method, path, header }) => {
  const { ask } = await boot();
  const headers = { 'anthropic-beta': `something-else-2026-01-01, ${header}` };

  const { body } = await ask(method, path, { headers, ...(method === 'POST' ? { body: {} } : {}) });

  expect(body.error?.message).not.toBe('Route not found.');
});

it.each(OPERATIONS.filter(({ beta_headers }) => beta_headers.required.length === 0))(
  'needs no beta header for $id',
  async ({ method, path }) => {
    const { ask } = await boot();

    const { body } = await ask(
      method,
      path.replaceAll(/\{\w+\}/g, 'some_id'),
      method === 'POST' ? { body: {} } : {},
    );

    expect(body.error?.message ?? '').not.toMatch(/^(Route not found|anthropic-beta)/);
  },
);
