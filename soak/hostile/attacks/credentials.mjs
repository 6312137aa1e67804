import { setTimeout as pause } from 'node:timers/promises';
import { hostileKey } from '../keys.mjs';

const PATH = '/v1/connectors/anthropic/connections';
const PATIENT = { 'x-request-timeout-ms': '20000' };
/** SECURITY.md: a change ends what is queued within a second. Requests take a moment to arrive. */
const WITHIN_MS = 1_500;

const save = (client, tenantId, key, options = {}) =>
  client.call(`${PATH}/default`, {
    method: 'PUT',
    body: { api_key: key, confirm_organization_change: true },
    token: client.token({ tenantId, sub: tenantId }),
    ...options,
  });

/** Saves, checks and deletes connections without end. */
const flood = async (client) => {
  const { random } = client;
  const name = `c${random.below(30)}`;
  const key = random.pick([
    hostileKey(`flood-${random.below(9)}`),
    'sk-ant-admin01-wrong',
    'x'.repeat(5_000),
    '',
    hostileKey('\n'),
  ]);
  const [method, path, body] = random.pick([
    ['PUT', `${PATH}/${name}`, { api_key: key, keep_pending: random.oneIn(2) }],
    ['POST', `${PATH}/${name}/check`, undefined],
    ['DELETE', `${PATH}/${name}`, undefined],
    ['PUT', `${PATH}/${'n'.repeat(500)}`, { api_key: key }],
    ['PUT', `${PATH}/%00`, { api_key: key }],
  ]);
  await client.call(path, { method, body, token: client.token({ tenantId: 'mallory-flood' }) });
};

/** What ends the use of a key; each returns whether it was answered as done. */
const CHANGES = {
  deleted: async (client, tenantId) => {
    const answer = await client.call(`${PATH}/default`, {
      method: 'DELETE',
      token: client.token({ tenantId, sub: tenantId }),
    });
    return answer.status === 204;
  },
  replaced: async (client, tenantId) => {
    const { status } = await save(client, tenantId, hostileKey(`${tenantId}-next`));
    return status === 200;
  },
  revoked: async (client, tenantId, key) => {
    await client.api('revoke', { key });
    const { json } = await client.call(`${PATH}/default/check`, {
      token: client.token({ tenantId, sub: tenantId }),
    });
    return json?.state === 'revoked';
  },
};

/** Ends the use of a key while calls with it are queued and under way: nothing may be sent with it a second later. */
const withdraw = async (client, { ended }) => {
  const { random } = client;
  const tenantId = `mallory-w${random.below(1e9)}`;
  const key = hostileKey(tenantId);
  const saved = await save(client, tenantId, key);
  if (saved.status !== 201) return;
  const token = client.token({ tenantId, sub: tenantId });
  const calls = Array.from({ length: 6 }, (_, nth) => {
    const [action, input] = [
      ['invites_create', { email: `${tenantId}-${nth}@example.com`, role: 'user' }],
      ['users_list', { limit: 1 + nth }],
    ][nth % 2];
    return client.invoke(
      action,
      { input, ...(nth % 2 && { all: true }) },
      { token, process: nth % 2, headers: PATIENT },
    );
  });
  await pause(random.below(1_500), undefined, { signal: ended }).catch(() => {});
  const how = random.pick(Object.keys(CHANGES));
  const isDone = await CHANGES[how](client, tenantId, key);
  const at = Date.now();
  await Promise.all(calls);
  if (!isDone) return;
  client.count(`keys ${how} while calls were queued`);
  const { last } = await client.api('used', { key });
  if (last !== null && last.at > at + WITHIN_MS)
    client.found(`${last.request} was sent with a key ${last.at - at} ms after it was ${how}`);
};

/** A call must end when its caller says, however long the API asks to wait. */
const HASTY_MS = 2_000;
const LATE_MS = 15_000;

/** Has an API that asks to wait for years, or one that answers for another organization. */
const poison = async (client) => {
  const { random } = client;
  const kind = random.pick(['years', 'others']);
  const tenantId = `mallory-p${random.below(1e9)}`;
  const saved = await save(client, tenantId, hostileKey(`${kind}-${random.below(1e9)}`));
  if (saved.status !== 201) return;
  const token = client.token({ tenantId, sub: tenantId });
  const headers = { 'x-request-timeout-ms': String(HASTY_MS) };
  for (let nth = 0; nth < 3; nth += 1) {
    const answer = await client.invoke('workspaces_list', { input: { limit: 1 + nth } }, { token, headers });
    if (answer.ms > LATE_MS) client.found(`a call with ${HASTY_MS} ms took ${Math.round(answer.ms)}`);
    if (kind === 'others' && answer.status === 200)
      client.found('an answer of another organization was delivered');
  }
};

export const CREDENTIAL_ATTACKS = [
  { name: 'saves, checks and deletions', workers: 3, pauseMs: 60, step: flood },
  { name: 'an API that misleads', workers: 1, pauseMs: 300, step: poison },
  { name: 'keys that are withdrawn', workers: 4, pauseMs: 100, step: withdraw },
];
