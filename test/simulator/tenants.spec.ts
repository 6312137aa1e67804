import { SECOND_ADMIN_KEY } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const SECOND = { headers: { 'x-api-key': SECOND_ADMIN_KEY } };

it('shows each key its own members only', async () => {
  const { ask, get } = await boot();

  const demo = await get('/users', { limit: 1000 });
  const second = await ask('GET', '/users', { ...SECOND, query: { limit: 1000 } });

  expect(demo.body.data).toHaveLength(30);
  expect(second.body.data.map((member: { name: string }) => member.name)).toEqual([
    'Otto Mannberg',
    'Selma Bouvier',
    'Lenny Carlsson',
    'Marge Thornton',
    'Hank Scorpio',
  ]);
});

it('answers 404 for a record of another organization', async () => {
  const { ask, demo } = await boot();

  const answer = await ask('DELETE', `/users/${demo.developerUserId}`, SECOND);

  expect(failure(answer)).toEqual({ status: 404, type: 'not_found_error', message: 'User not found.' });
});

it('refuses a page token of another organization', async () => {
  const { ask, get } = await boot();
  const query = { starting_at: '2026-11-01T00:00:00Z', limit: 1 };
  const first = await get('/usage_report/messages', query);

  const stolen = { ...query, page: first.body.next_page };
  const answer = await ask('GET', '/usage_report/messages', { ...SECOND, query: stolen });

  expect(failure(answer)).toMatchObject({ status: 400, type: 'invalid_request_error' });
});
