import { NOW, boot } from './support/boot.js';

const PATHS = [
  '/users?limit=100',
  '/invites?limit=100',
  '/workspaces?limit=100&include_archived=true',
  '/api_keys?limit=100',
  '/cost_report?starting_at=2026-11-01T00:00:00Z&group_by[]=description',
  '/usage_report/claude_code?starting_at=2026-11-18&limit=1000',
];

const read = async (options: object): Promise<string[]> => {
  const { get } = await boot(options);
  const answers = await Promise.all(PATHS.map((path) => get(path)));
  return answers.map(({ body }) => JSON.stringify(body));
};

it.each([7, 'large'])('gives the same bytes for the seed %s and the same clock', async (seed) => {
  expect(await read({ seed })).toEqual(await read({ seed }));
});

it('gives other ids and amounts for another seed', async () => {
  const [one, other] = [await read({ seed: 7 }), await read({ seed: 8 })];

  expect(one.filter((text, index) => text === other[index])).toEqual([]);
});

it('takes ids from the given source', async () => {
  let count = 0;
  const { post, get } = await boot({ ids: (prefix) => `${prefix}${(count += 1)}` });

  const { body } = await post('/workspaces', { name: 'Mine' });

  expect(body.id).toMatch(/^wrkspc_\d+$/);
  expect((await get('/me')).headers.get('request-id')).toMatch(/^req_\d+$/);
});

it('makes new records with the injected time', async () => {
  const { post } = await boot({ clock: () => NOW + 1 });

  const { body } = await post('/workspaces', { name: 'Later' });

  expect(body.created_at).toBe('2026-11-24T12:34:56.001Z');
});
