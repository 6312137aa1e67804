import { bootMcp } from '../mcp/support/boot-mcp.js';
import { signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';

const CALLERS_OF_A_DOOR = 4;

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
  const headers = { authorization: `Bearer ${await signedToken()}` };
  const client = await platform.client();
  const doors = [
    () => platform.call('/actions/users_list/invoke', { method: 'POST', body: { input: { limit: 7 } } }),
    () => platform.call('/api/v1/organizations/users?limit=7', { headers }),
    () => client.call('anthropic_users_list', { limit: 7 }),
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
  const pages = answers.map((answer) => JSON.stringify('outcome' in answer ? answer.outcome : answer.body));
  const members = pages.map((page) => [...new Set(page.match(/user_\w+/g))]);
  expect(paths).toEqual(['/v1/organizations/users']);
  expect(members[0]).toHaveLength(7);
  expect(members).toEqual(calls.map(() => members[0]));
});
