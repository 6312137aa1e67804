import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditChain } from '../../platform/src/audit/audit-chain.js';
import { admin } from '../admin/support/admin.js';
import { ENGINES, installation, type Installation } from '../admin/support/installation.js';
import { facts } from '../database/support/audit.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { afterTest } from '../support/cleanup.js';

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-export-'));
  afterTest(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'audit');
}

async function audited(engine: (typeof ENGINES)[number]): Promise<Installation> {
  const made = await installation(engine);
  const at = (day: string) => new AuditChain(made.database, made.seal, () => Date.parse(day));
  await at('2026-01-01').append(facts({ actorId: '=cmd|x' }));
  await at('2026-01-02').append(facts({ tenantId: 'globex', code: 'not_found' }));
  await at('2026-01-03').append(facts({ action: 'users_get' }));
  return made;
}

describe.each(ENGINES)('reading the audit on %s', (engine) => {
  test('audit query lists entries of all tenants, the newest first, by its filters', async () => {
    const { env } = await audited(engine);
    const query = async (...args: string[]) => {
      const { stdout } = await admin(env, 'audit', 'query', '--json', ...args);
      const { entries, more } = JSON.parse(stdout) as {
        entries: { tenantId: string; seq: number }[];
        more: boolean;
      };
      return [entries.map(({ tenantId, seq }) => `${tenantId} ${seq}`), more];
    };

    expect(await query()).toEqual([['acme 2', 'globex 1', 'acme 1'], false]);
    expect(await query('--limit', '2')).toEqual([['acme 2', 'globex 1'], true]);
    expect(await query('--outcome', 'not_found')).toEqual([['globex 1'], false]);
    expect(await query('--tenant', 'acme', '--from', '2026-01-02')).toEqual([['acme 2'], false]);
    expect(await query('--action', 'users_list', '--actor', '=cmd|x', '--until', '2026-01-02')).toEqual([
      ['acme 1'],
      false,
    ]);
  });

  test('audit export writes all of them to a new file, in CSV without formulas', async () => {
    const { env } = await audited(engine);
    const [lines, table] = [await newFile(), await newFile()];

    expect((await admin(env, 'audit', 'export', '--to', lines)).stdout).toBe(
      `Wrote 3 entries of 2 tenants to ${lines}.\n`,
    );
    await admin(env, 'audit', 'export', '--to', table, '--format', 'csv', '--tenant', 'acme');
    const again = await admin(env, 'audit', 'export', '--to', lines);

    expect(
      (await readFile(lines, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { seq: number }).seq),
    ).toEqual([1, 2, 1]);
    const rows = (await readFile(table, 'utf8')).split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain(`,users_list,"'=cmd|x",user,`);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('(EEXIST)')]);
  });

  test('audit in-doubt names a write without an outcome and the read that settles it', async () => {
    const env = await storedIn(engine);
    const platform = await bootWith(env);
    await platform.connect();
    await platform.call('/actions/invites_create/invoke', {
      method: 'POST',
      body: { input: { email: 'someone@acme-robotics.example', role: 'user' } },
    });
    const { body } = await platform.call('//v1/audit?action=invites_create');
    const [outcome, intent] = (body as { data: { seq: number; intent: number }[] }).data;
    expect([intent?.intent, outcome?.intent]).toEqual([intent?.seq, intent?.seq]);

    const made = await installation(engine);
    const old = new AuditChain(made.database, made.seal, () => Date.now() - 2 * 3_600_000);
    const write = facts({
      kind: 'intent',
      action: 'invites_create',
      code: null,
      details: { connector: 'anthropic', input: { email: 'a@b.example', role: 'user' } },
    });
    const { seq } = await old.append({ ...write, intent: 'own' });
    await old.append({ ...write, kind: 'invocation', code: 'ok', intent: seq });
    await old.append({ ...write, intent: 'own' });
    await made.audit.append({ ...write, intent: 'own' });

    const { code, stdout } = await admin(made.env, 'audit', 'in-doubt');

    expect([code, stdout.split('\n').slice(0, 3)]).toEqual([
      0,
      [
        expect.stringMatching(/ {2}acme \/ default {2}entry 3: invites_create by ada$/),
        expect.stringMatching(/^ {2}run invites_list with \{.*a@b\.example/),
        '1 write in doubt.',
      ],
    ]);
    expect((await admin(made.env, 'doctor')).stdout).toContain('1 write of the last week without an outcome');
  });
});
