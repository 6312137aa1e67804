import { openDatabase } from '../../platform/src/database/database.js';
import { PRESET_NAMES } from '../../platform/src/service-tokens/presets.js';
import { MOST_TOKENS } from '../../platform/src/service-tokens/token-store.js';
import { storedIn } from '../database/support/boot-stored.js';
import { bootPlatform, type Answer, type BootedPlatform } from '../platform/support/boot-platform.js';
import { SECRET } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';
import { askForToken, bearer, madeToken } from './support/tokens.js';

let platform: BootedPlatform;
beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
});
afterAll(() => platform.close());

interface Listed {
  readonly id: string;
  readonly example: object;
  readonly powers?: readonly string[];
}

/** What is refused to a token of a preset, of all composed reads that it includes. */
async function refusedParts(preset: string): Promise<string[]> {
  const { token, actions } = await madeToken(platform, { preset });
  const composed = [
    'spend_query',
    'spend_summary',
    'spend_reconcile',
    'claude_code_summary',
    'api_keys_hygiene',
  ];
  const refused: string[] = [];
  for (const id of composed.filter((one) => actions?.includes(one) ?? true)) {
    const { body: action } = await platform.call(`/actions/${id}`);
    const answer = await platform.call(`/actions/${id}/invoke`, {
      method: 'POST',
      body: { input: (action as Listed).example },
      headers: bearer(token),
    });
    const text = JSON.stringify(answer.body);
    if (text.includes('policy_denied') || text.includes('does not include'))
      refused.push(`${id}: ${text.slice(0, 300)}`);
  }
  return refused;
}

test.each(PRESET_NAMES)('the preset %s includes what its composed reads are made of', async (preset) => {
  expect(await refusedParts(preset)).toEqual([]);
});

test('presets are what they say: reads alone, spend, members, keys', async () => {
  const idsOf = async (preset: string): Promise<readonly string[]> =>
    (await madeToken(platform, { preset })).actions ?? [];
  const [reader, finops, desk, keys] = await Promise.all(PRESET_NAMES.slice(0, 4).map(idsOf));

  expect(reader).toEqual(expect.arrayContaining(['users_list', 'spend_query', 'webhooks_list']));
  expect(
    reader?.filter((id) => /(?<!validate)_(create|update|delete|remove|archive|set|add)$/.test(id)),
  ).toEqual([]);
  expect(finops).toEqual(expect.arrayContaining(['spend_query', 'spend_limits_set', 'workspaces_list']));
  expect(desk).toEqual(expect.arrayContaining(['invites_create', 'users_remove', 'workspace_members_add']));
  expect(keys).toEqual(
    expect.arrayContaining(['api_keys_list', 'api_keys_update', 'api_keys_hygiene', 'users_list']),
  );
  expect([...(finops ?? []), ...(keys ?? [])]).not.toContain('users_remove');
});

test('a tenant has so many tokens at most, and ended ones make room', async () => {
  const env: NodeJS.ProcessEnv = { ...(await storedIn('libsql')), PLATFORM_JWT_SECRET: SECRET };
  const own = await bootPlatform({ env });
  afterTest(() => own.close());
  const { id } = await madeToken(own, { preset: 'reader' });
  const database = await openDatabase({ dataDir: env['DATA_DIR'] ?? '' });
  afterTest(() => database.close());
  const row = await database.db.selectFrom('service_tokens').selectAll().executeTakeFirstOrThrow();
  const copies = Array.from({ length: MOST_TOKENS - 1 }, (_, nth) => ({ ...row, id: `tok_${nth}` }));
  for (let at = 0; at < copies.length; at += 100)
    await database.db
      .insertInto('service_tokens')
      .values(copies.slice(at, at + 100))
      .execute();

  const refused = await askForToken(own, { preset: 'reader' });
  await own.call(`//v1/service-tokens/${id}`, { method: 'DELETE' });
  const made = await askForToken(own, { preset: 'reader' });

  expect([refused.status, refused.body, made.status]).toEqual([
    409,
    expect.objectContaining({ detail: expect.stringContaining('1,000 service tokens, which is the most') }),
    201,
  ]);
});

test('refused tokens are throttled by their address, and good ones are not', async () => {
  const env = { PLATFORM_THROTTLE_PER_ADDRESS: '5' };
  const own = await bootPlatform({ env });
  afterTest(() => own.close());
  const { token, id } = await madeToken(own, { preset: 'reader' });
  const ask = (by: string): Promise<Answer> => own.call('/actions', { headers: bearer(by) });
  const good = await madeToken(own, { preset: 'reader' });
  await own.call(`//v1/service-tokens/${id}`, { method: 'DELETE' });

  const seen = new Set<number>();
  await until(async () => seen.add((await ask(token)).status).has(429));

  expect([[...seen], (await ask(good.token)).status]).toEqual([[401, 429], 200]);
});
