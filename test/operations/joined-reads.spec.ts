import { bootMcp } from '../mcp/support/boot-mcp.js';
import { until } from '../platform/support/until.js';

const CALLERS_OF_A_DOOR = 4;
const input = { limit: 7 };

it('joins equal reads of many callers into one request, whichever door they come by', async () => {
  let joined = 0;
  let open = (): void => {};
  let gate: number | Promise<number> = 0;
  const platform = await bootMcp({
    connector: {
      onEvent: ({ type }) => void (joined += type === 'read_joined' ? 1 : 0),
      limiter: { acquire: () => gate, pause: () => {} },
    },
  });
  const client = await platform.client();
  const doors: (() => Promise<unknown>)[] = [
    async () => (await platform.call('/actions/users_list/invoke', { method: 'POST', body: { input } })).body,
    async () => (await platform.call('/api/v1/organizations/users?limit=7')).body,
    async () => (await client.call('anthropic_users_list', input)).outcome,
  ];
  const sent = platform.simulator.journal.entries().length;
  gate = new Promise((resolve) => (open = () => resolve(0)));

  const calls = doors.flatMap((ask) => Array.from({ length: CALLERS_OF_A_DOOR }, ask));
  await until(() => joined === calls.length - 1);
  open();
  const answers = await Promise.all(calls);

  const paths = platform.simulator.journal
    .entries()
    .slice(sent)
    .map(({ path }) => path);
  await platform.close();
  const members = answers.map((answer) => [...new Set(JSON.stringify(answer).match(/user_\w+/g))]);
  expect(paths).toEqual(['/v1/organizations/users']);
  expect(members[0]).toHaveLength(7);
  expect(members).toEqual(calls.map(() => members[0]));
});
