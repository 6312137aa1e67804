const CURSORS = [
  '',
  '0',
  '-1',
  'null',
  '__proto__',
  'a'.repeat(3_000),
  '%00',
  '../../etc/passwd',
  "' or 1=1 --",
  '9'.repeat(400),
  Buffer.from('{"seq":1e999}').toString('base64url'),
  Buffer.from('{"__proto__":{}}').toString('base64url'),
  Buffer.from('[[[[]]]]').toString('base64url'),
  Buffer.from([0, 255, 254, 0]).toString('base64url'),
];
const LIMITS = ['', '0', '-1', '1e3', '999999999999', 'NaN', '1&limit=2', '%5B%5D', '1'];

const LISTS = [
  '/v1/audit',
  '/v1/audit/export',
  '/v1/tokens/revocations',
  '/v1/connectors/anthropic/connections',
  '/v1/connectors/anthropic/api/v1/organizations/users',
  '/v1/connectors/anthropic/api/v1/organizations/workspaces',
];

const made = (random) =>
  random.oneIn(2)
    ? random.pick(CURSORS)
    : Buffer.from(Array.from({ length: random.below(64) }, () => random.below(256))).toString('base64url');

const byRest = async (client) => {
  const { random } = client;
  const cursor = encodeURIComponent(made(random));
  const parameter = random.pick(['cursor', 'after_id', 'before_id', 'page', 'cursor[]']);
  const path = random.pick(LISTS);
  await client.call(`${path}?${parameter}=${cursor}&limit=${random.pick(LIMITS)}`, { method: 'GET' });
};

const byAction = async (client) => {
  const { random } = client;
  const input = { [random.pick(['after_id', 'before_id', 'page'])]: made(random), limit: 1 };
  await client.invoke(random.pick(['users_list', 'workspaces_list', 'usage_report_messages']), { input });
};

export const CURSOR_ATTACKS = [
  { name: 'invalid cursors', workers: 1, pauseMs: 80, step: byRest },
  { name: 'invalid cursors of the API', workers: 1, pauseMs: 200, step: byAction },
];
