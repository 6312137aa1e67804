import { join } from 'node:path';
import { activateKeyringKey, addKeyringKey, createKeyringFile } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import type { Answer, BootedPlatform } from '../platform/support/boot-platform.js';
import { operatorOf } from './support/rewrap.js';

/** Two platforms on one database and one simulator. */
async function two(env: Record<string, string>): Promise<[BootedPlatform, BootedPlatform]> {
  const first = await bootWith(env);
  return [first, await bootWith(env, { connector: { baseUrl: first.simulator.url } })];
}

const save = ({ call }: BootedPlatform, apiKey: string, name = 'default'): Promise<Answer> =>
  call(`/connections/${name}`, {
    method: 'PUT',
    body: { api_key: apiKey, confirm_organization_change: true },
  });

const invoke = ({ call }: BootedPlatform, action: string, body: object, key?: string): Promise<Answer> =>
  call(`/actions/${action}/invoke`, {
    method: 'POST',
    body,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? 'ok' : (body as { code: string }).code;

describe.each(ENGINES)('two processes on one %s', (engine) => {
  test('give each revision to one of many replaces, and lose none', async () => {
    const both = await two(await storedIn(engine));
    await both[0].connect();

    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        save(both[index % 2] as BootedPlatform, index % 4 < 2 ? DEMO_ADMIN_KEY : SECOND_ADMIN_KEY),
      ),
    );

    const won = answers
      .filter(({ status }) => status === 200)
      .map(({ body }) => body as { revision: number });
    const view = (await both[1].call('/connections/default')).body as {
      revision: number;
      organization: object;
    };
    const used = (await invoke(both[0], 'organization_get', {})).body as { data: object };
    const audit = (await both[0].call('//v1/audit?action=connections.replaced')).body as { data: object[] };
    expect(won.length).toBeGreaterThan(0);
    expect(answers.map(codeOf).filter((code) => code !== 'ok' && code !== 'conflict')).toEqual([]);
    expect(won.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(
      won.map((_, index) => index + 2),
    );
    expect(view.revision).toBe(won.length + 1);
    expect(used.data).toMatchObject(view.organization);
    expect(audit.data).toHaveLength(won.length);
  });

  test('send a write once for each idempotency key, and tell everybody the same', async () => {
    const both = await two(await storedIn(engine));
    await both[0].connect();
    const emails = Array.from({ length: 5 }, (_, index) => `person${index}@example.com`);
    const invite = (email: string, process: number): Promise<Answer> =>
      invoke(
        both[process % 2] as BootedPlatform,
        'invites_create',
        { input: { email, role: 'user' } },
        email,
      );

    const racing = await Promise.all(
      emails.flatMap((email) => Array.from({ length: 6 }, (_, process) => invite(email, process))),
    );
    const repeated = await Promise.all(emails.flatMap((email) => [invite(email, 0), invite(email, 1)]));

    const sent = both[0].simulator.journal.entries().filter(({ method }) => method === 'POST');
    expect(sent.map(({ body }) => (body as { email: string }).email).sort()).toEqual(emails);
    expect(racing.map(codeOf).filter((code) => code !== 'ok' && code !== 'idempotency_conflict')).toEqual([]);
    expect(repeated.map(codeOf)).toEqual(Array(10).fill('ok'));
    const ids = [...racing, ...repeated]
      .filter(({ status }) => status === 200)
      .map(({ body }) => body as { data: { id: string } });
    expect(new Set(ids.map(({ data }) => data.id)).size).toBe(emails.length);
  });

  test('go on invoking and replacing while every record is put under another key', async () => {
    const stored = await storedIn(engine);
    const env = { ...stored, CREDENTIAL_KEYS_FILE: join(stored['DATA_DIR'] ?? '', 'keyring.json') };
    await createKeyringFile(env.CREDENTIAL_KEYS_FILE, 'k1');
    const both = await two(env);
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
    for (const name of names) await save(both[0], DEMO_ADMIN_KEY, name);
    const operator = await operatorOf(env);
    let done = false;
    const busy = async (platform: BootedPlatform): Promise<string[]> => {
      const codes: string[] = [];
      for (let turn = 0; !done || turn < names.length; turn += 1) {
        const connection = names[turn % names.length] as string;
        codes.push(codeOf(await invoke(platform, 'organization_get', { connection })));
        if (turn % 3 === 0) codes.push(codeOf(await save(platform, DEMO_ADMIN_KEY, connection)));
      }
      return codes;
    };

    const working = Promise.all(both.map(busy));
    await addKeyringKey(env.CREDENTIAL_KEYS_FILE, 'k2');
    await activateKeyringKey(env.CREDENTIAL_KEYS_FILE, 'k2');
    await operator.rewrap('k2').finally(() => (done = true));
    const codes = (await working).flat();

    const after = await Promise.all(
      names.map((connection) => invoke(both[1], 'organization_get', { connection })),
    );
    const counts = await operator.counts();
    await operator.close();
    // A replacement ends what still uses the old key.
    const expected = new Set(['ok', 'conflict', 'credential_missing']);
    expect(codes.filter((code) => !expected.has(code))).toEqual([]);
    expect(after.map(codeOf)).toEqual(names.map(() => 'ok'));
    expect(counts).toEqual({ k2: names.length });
  });
});
