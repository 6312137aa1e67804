import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { AuditChain } from '../../platform/src/audit/audit-chain.js';
import { personalTexts, withPersonIds } from '../../platform/src/audit/details.js';
import { HeadSeal } from '../../platform/src/audit/entry.js';
import { erasePersons } from '../../platform/src/audit/persons/erase.js';
import { DATABASE_FILE, openDatabase } from '../../platform/src/database/database.js';
import { sealingKey } from '../../platform/src/security/seal.js';
import { admin } from '../admin/support/admin.js';
import { CANARY, connection } from '../database/support/connections.js';
import { ServiceTokenStore } from '../../platform/src/service-tokens/token-store.js';
import { RevocationStore } from '../../platform/src/revocations/revocation-store.js';
import { SwitchStore } from '../../platform/src/switches/switch-store.js';
import { ENGINES, installation, type Installation } from '../admin/support/installation.js';
import { facts } from '../database/support/audit.js';
import { afterTest } from '../support/cleanup.js';

const OWNER = { tenantId: 'acme', connector: 'anthropic' };

interface Shown {
  readonly tenantId: string;
  readonly seq: number;
  readonly actorId: string | null;
  readonly action: string;
  readonly details: { readonly input?: { readonly email?: string } };
}

const inviting = (email: string, more = {}) =>
  facts({
    action: 'invites_create',
    details: { input: { email, role: 'user', text: `For ${email}.` } },
    ...more,
  });

/** Ada of acme has invited Eve twice and Grace once; so has Ada of globex, once. */
async function audited(engine: (typeof ENGINES)[number]): Promise<Installation> {
  const made = await installation(engine);
  for (const email of ['eve@example.com', 'Eve@Example.com', 'grace@example.com']) {
    await made.audit.append(inviting(email));
  }
  await made.audit.append(inviting('eve@example.com', { tenantId: 'globex' }));
  await made.audit.append(
    facts({
      kind: 'session',
      action: 'tokens.revoked',
      details: { of: 'subject', id: 'eve' },
      persons: ['eve'],
    }),
  );
  return made;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'anthropic-admin-erase-'));
  afterTest(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function query({ env }: Installation, ...args: string[]): Promise<Shown[]> {
  const { stdout } = await admin(env, 'audit', 'query', '--json', ...args);
  return (JSON.parse(stdout) as { entries: Shown[] }).entries;
}

const told = (entries: readonly Shown[]) =>
  entries.map(({ seq, actorId, details }) => [seq, actorId, details.input?.email]);

/** Their names, in JSON within JSON too; random texts have none of these. */
const PLAIN = /"ada\\*"|"eve\\*"|eve@|grace@|example\.com/i;

/** Every column of the audit's tables that entries and keys are in. */
async function stored({ database: { db } }: Installation): Promise<string> {
  const rows = [
    ...(await db.selectFrom('audit_entries').selectAll().execute()),
    ...(await db.selectFrom('audit_keys').selectAll().execute()),
    ...(await db.selectFrom('audit_erasures').selectAll().execute()),
  ];
  return JSON.stringify(rows);
}

const wholeAudit = async ({ env }: Installation, ...args: string[]) =>
  (await admin(env, 'audit', 'verify', ...args)).code;

describe.each(ENGINES)('erasure of persons on %s', (engine) => {
  test('entries hold no name and no address in plain text, and readers see them', async () => {
    const made = await audited(engine);
    const [lines, table] = [join(await folder(), 'lines'), join(await folder(), 'table')];
    await admin(made.env, 'audit', 'export', '--to', lines);
    await admin(made.env, 'audit', 'export', '--to', table, '--format', 'csv');

    expect(await stored(made)).not.toMatch(PLAIN);
    expect(told(await query(made, '--tenant', 'acme'))).toEqual([
      [4, 'ada', undefined],
      [3, 'ada', 'grace@example.com'],
      [2, 'ada', 'Eve@Example.com'],
      [1, 'ada', 'eve@example.com'],
    ]);
    expect(await query(made, '--tenant', 'acme', '--action', 'tokens.revoked')).toMatchObject([
      { details: { of: 'subject', id: 'eve' } },
    ]);
    expect(await query(made, '--actor', 'ada')).toHaveLength(5);
    const [first] = (await readFile(lines, 'utf8'))
      .split('\n')
      .map((line) => JSON.parse(line || '{}') as never);
    expect(first).toMatchObject({ seq: 1, persons: expect.any(Object) as object });
    expect(Object.values(first!['persons']).sort()).toEqual(['ada', 'eve@example.com']);
    expect(await readFile(table, 'utf8')).toContain('For eve@example.com.');
    expect(await wholeAudit(made)).toBe(0);
  });

  test('erases a person everywhere, after a confirmation, once, and the audit stays whole', async () => {
    const made = await audited(engine);
    const record = join(await folder(), 'erasures.ndjson');
    const ask = (...args: string[]) => admin(made.env, 'erase', '--person', 'EVE@example.com', ...args);

    const asked = await ask();
    const before = await query(made);
    const keys = await made.database.db.selectFrom('audit_keys').selectAll().orderBy('id').execute();
    execFileSync('mkfifo', [`${record}.pipe`]);
    const unrecorded = await ask('--record', `${record}.pipe`, '--accept-loss');
    const unread = await admin(made.env, 'erase', '--repeat', `${record}.pipe`);
    const kept = await made.database.db.selectFrom('audit_keys').selectAll().orderBy('id').execute();
    const done = await ask('--record', record, '--accept-loss', '--json');
    const again = await ask('--record', record, '--accept-loss');

    expect([asked.code, asked.stdout]).toEqual([
      1,
      'acme: 1 key\nglobex: 1 key\nNothing was changed. Erasing cannot be undone: to do it, add --accept-loss.\n',
    ]);
    expect(before).toHaveLength(5);
    expect([unrecorded.code, unrecorded.stderr]).toEqual([
      1,
      expect.stringContaining('Nothing of acme was erased.'),
    ]);
    expect([unread.code, unread.stderr]).toEqual([1, expect.stringContaining('is not a regular file')]);
    expect(kept).toEqual(keys);
    expect([done.code, JSON.parse(done.stdout)]).toEqual([
      0,
      {
        ok: true,
        erased: true,
        purged: true,
        persons: 2,
        tenants: [
          { tenant: 'acme', persons: 1, entry: 5, names: 0, plain: 0 },
          { tenant: 'globex', persons: 1, entry: 2, names: 0, plain: 0 },
        ],
      },
    ]);
    expect([again.code, again.stdout]).toEqual([
      1,
      'Nothing matched: no person is known by that id or address. It is compared as a whole; an address in any case.\n',
    ]);
    expect(told(await query(made, '--tenant', 'acme'))).toEqual([
      [5, null, undefined],
      [4, 'ada', undefined],
      [3, 'ada', 'grace@example.com'],
      [2, 'ada', '[erased]'],
      [1, 'ada', '[erased]'],
    ]);
    expect(await query(made, '--action', 'audit.erased', '--tenant', 'acme')).toMatchObject([
      { details: { of: 'person', persons: 1, by: 'operator' } },
    ]);
    expect(await wholeAudit(made)).toBe(0);
    expect((await readFile(record, 'utf8')).match(/"tenant":"\w+"/g)).toEqual([
      '"tenant":"acme"',
      '"tenant":"globex"',
    ]);
    expect(await readFile(record, 'utf8')).not.toMatch(/eve/i);

    // The keys are back, as from a part of a backup, and one of them is another person's.
    const { db } = made.database;
    const left = new Set((await db.selectFrom('audit_keys').select('id').execute()).map(({ id }) => id));
    await db
      .insertInto('audit_keys')
      .values(keys.filter(({ id }) => !left.has(id)))
      .execute();
    const [ada] = (await made.seal.persons?.idsOf(db, 'acme', 'ada')) ?? [];
    const [grace] = (await made.seal.persons?.idsOf(db, 'acme', 'grace@example.com')) ?? [];
    const graces = keys.find(({ id }) => id === grace)?.lookup;
    await db.updateTable('audit_keys').set({ lookup: graces! }).where('id', '=', ada!).execute();
    await db.deleteFrom('audit_keys').where('id', '=', grace!).execute();
    const met = await made.seal.persons?.find(db, 'acme', ['grace@example.com']);
    expect(met?.persons.get('grace@example.com')?.id).not.toBe(ada);
    await db
      .insertInto('audit_keys')
      .values(keys.filter(({ id }) => id === grace))
      .execute();

    // A person who comes back is a new one: what was erased stays so.
    await made.audit.append(inviting('eve@example.com'));
    expect(told(await query(made, '--tenant', 'acme')).map(([, , email]) => email)).toEqual([
      'eve@example.com',
      ...[undefined, undefined, 'grace@example.com', '[erased]', '[erased]'],
    ]);
  });

  test('erases who saved, set or revoked something last, and the connection still opens', async () => {
    const made = await installation(engine);
    const { db } = made.database;
    await made.store.put(connection({ tenantId: 'acme', savedBy: 'Ada@example.com' }), CANARY, 0);
    await made.store.put(
      connection({ tenantId: 'acme', name: 'gone', savedBy: 'ada@example.com' }),
      CANARY,
      0,
    );
    await made.store.delete({ connector: 'anthropic', tenantId: 'acme', name: 'gone' });
    await made.store.put(connection({ tenantId: 'acme', name: 'bobs', savedBy: 'bob' }), CANARY, 0);
    await new SwitchStore(db).move(OWNER, { readOnly: true, off: ['users_remove'] }, 'ada@example.com');
    const tokens = new ServiceTokenStore(made.database, made.sets, made.rowSeal, made.audit);
    await new RevocationStore(made.database, made.sets, made.audit, tokens).revoke(
      'acme',
      { kind: 'token', value: 'one' },
      { actorId: 'ada@example.com', actorType: 'user' },
    );
    const ask = (...args: string[]) =>
      admin(made.env, 'erase', '--tenant', 'acme', '--person', 'ADA@example.com', ...args);

    const asked = await ask();
    const done = await ask('--accept-loss');

    expect([asked.code, asked.stdout]).toEqual([
      1,
      expect.stringContaining('who saved or set 5 things last'),
    ]);
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('Erased 1 key of 1 tenant.')]);
    const named = [
      await db.selectFrom('connections').select(['name', 'saved_by']).orderBy('name').execute(),
      await db.selectFrom('action_switches').select('changed_by').execute(),
      await db.selectFrom('token_revocations').select('revoked_by').execute(),
    ];
    expect(named).toEqual([
      [
        { name: 'bobs', saved_by: 'bob' },
        { name: 'default', saved_by: '[erased]' },
        { name: 'gone', saved_by: '[erased]' },
      ],
      [{ changed_by: '[erased]' }, { changed_by: '[erased]' }],
      [{ revoked_by: '[erased]' }],
    ]);
    expect(await made.open('acme')).toBe(true);
    expect(await made.store.find({ ...OWNER, name: 'default' })).toMatchObject({
      state: 'active',
      savedBy: '[erased]',
    });
  });

  test('a row that was put in the place of a person is found by what it holds', async () => {
    const made = await audited(engine);
    const { db } = made.database;
    const [eve] = (await made.seal.persons?.idsOf(db, 'acme', 'eve@example.com')) ?? [];
    const [grace] = (await made.seal.persons?.idsOf(db, 'acme', 'grace@example.com')) ?? [];
    const rows = await db.selectFrom('audit_keys').select(['id', 'lookup']).execute();
    const lookupOf = (id?: string) => rows.find((row) => row.id === id)?.lookup ?? '';
    await db.updateTable('audit_keys').set({ lookup: 'none' }).where('id', '=', eve!).execute();
    await db
      .updateTable('audit_keys')
      .set({ lookup: lookupOf(eve) })
      .where('id', '=', grace!)
      .execute();

    const { code } = await admin(
      made.env,
      ...['erase', '--tenant', 'acme', '--person', 'eve@example.com', '--accept-loss'],
    );

    expect(code).toBe(0);
    const left = (await db.selectFrom('audit_keys').select('id').execute()).map(({ id }) => id);
    expect([left.includes(eve!), left.includes(grace!)]).toEqual([false, true]);
  });

  test('erases all persons of a tenant, and says what of earlier versions stays', async () => {
    const made = await audited(engine);
    // As earlier versions wrote it.
    const key = sealingKey(made.keys.fingerprinter, 'anthropic-admin-platform/audit-seal/1');
    const earlier = new AuditChain(made.database, new HeadSeal(key));
    await earlier.append(facts());

    const done = await admin(made.env, 'erase', '--tenant', 'acme', '--accept-loss');

    expect([done.code, done.stdout]).toEqual([
      0,
      [
        'acme: 4 persons, entry 6',
        'acme: 1 entry of an earlier version in plain text, which stay; see docs/audit.md',
        'Erased 4 persons of 1 tenant.\n',
      ].join('\n'),
    ]);
    expect((await query(made, '--tenant', 'acme')).map(({ actorId }) => actorId)).toEqual([
      null,
      'ada',
      ...Array<string>(4).fill('[erased]'),
    ]);
    expect(told(await query(made, '--tenant', 'globex'))).toEqual([[1, 'ada', 'eve@example.com']]);
    expect(await wholeAudit(made)).toBe(0);
  });

  test('what is archived holds no name, and cannot be read once the person is erased', async () => {
    const made = await audited(engine);
    const to = await folder();
    const before = new Date().toISOString();
    expect(
      (await admin(made.env, 'audit', 'archive', '--before', before, '--to', to, '--tenant', 'acme')).code,
    ).toBe(0);

    await admin(made.env, 'erase', '--tenant', 'acme', '--accept-loss');

    expect(await wholeAudit(made, '--archive', to)).toBe(0);
    expect(await stored(made)).not.toMatch(PLAIN);
    expect((await query(made, '--tenant', 'acme')).map(({ action }) => action)).toEqual(['audit.erased']);
  });

  test('no entry of another process names a person who was erased before it', async () => {
    const made = await installation(engine);
    const others = await Promise.all(
      [1, 2].map(async () => {
        const { DATA_DIR: dataDir, DATABASE_URL: url } = made.env as Record<string, string>;
        const database = await openDatabase({ dataDir: dataDir!, ...(url && { databaseUrl: new URL(url) }) });
        afterTest(() => database.close());
        return new AuditChain(database, made.seal);
      }),
    );
    const write = async (chain: AuditChain): Promise<void> => {
      for (let nth = 0; nth < 20; nth += 1) await chain.append(inviting(`p${nth % 3}@example.com`));
    };
    const clear = async (): Promise<void> => {
      for (let nth = 0; nth < 10; nth += 1) {
        await made.audit.append(inviting('p0@example.com'));
        await erasePersons(made.database, made.seal, 'acme', 'all');
      }
    };

    await Promise.all([...others.map(write), clear()]);

    const rows = await made.database.db.selectFrom('audit_entries').selectAll().orderBy('seq').execute();
    const keys = await made.database.db.selectFrom('audit_keys').select('id').execute();
    const known = new Set(keys.map(({ id }) => id));
    const erased = new Set<string>();
    for (const { action, details } of rows) {
      const { personal = {}, ids = [] } = JSON.parse(details) as { personal?: object; ids?: string[] };
      expect(Object.keys(personal).filter((id) => erased.has(id))).toEqual([]);
      if (action === 'audit.erased') ids.forEach((id) => erased.add(id));
    }
    const used = rows.flatMap(({ details }) =>
      Object.keys((JSON.parse(details) as { personal?: object }).personal ?? {}),
    );
    expect(used.filter((id) => !erased.has(id) && !known.has(id))).toEqual([]);
    expect(rows.filter(({ action }) => action === 'invites_create')).toHaveLength(50);
    expect(erased.size).toBeGreaterThan(0);
    expect(await wholeAudit(made)).toBe(0);
  });
});

test.each([
  ['an apostrophe', "Eve.O'Neil@example.com", "For 'Eve.O'Neil@example.com'."],
  ['a host in another script', 'eve@bücher.example', 'An eve@bücher.example!'],
  ['an encoded top level', 'eve@example.xn--p1ai', 'For eve@example.xn--p1ai, again'],
  ['the characters of a path', 'eve/{x}@example.com', ''],
  ['a host without a dot', 'eve@intranet', ''],
])('an address with %s is found whole, alone and within a text', (_, address, text) => {
  const found = personalTexts(facts({ actorId: null, details: { input: { email: address, text } } }));

  expect(found).toEqual([address]);
});

test('an action that does not exist names nobody', () => {
  const { action } = withPersonIds(facts({ action: 'eve@example.com', code: 'unknown_action' }), new Map());

  expect(action).toBe('[person]');
});

test.each([[], ['--tenant', ''], ['--tenant', 'a', '--repeat', 'f']])('refuses erase %j', async (...args) => {
  const { env } = await installation('libsql');

  const { code, stderr } = await admin(env, 'erase', ...args.filter((each) => typeof each === 'string'));

  expect([code, stderr]).toEqual([2, expect.stringContaining('erase takes --tenant <id>')]);
});

test('says that the log of the embedded database still has what was erased, while another process reads it', async () => {
  const made = await audited('libsql');
  const { DATA_DIR: dataDir = '' } = made.env;
  const reader = new Libsql(join(dataDir, DATABASE_FILE));
  const eraseEve = () => admin(made.env, 'erase', '--person', 'eve@example.com', '--accept-loss', '--json');
  reader.exec('begin');
  reader.prepare('select id from audit_keys').all();
  const erased = await eraseEve();
  reader.exec('rollback');
  reader.close();

  expect([erased.code, JSON.parse(erased.stdout)]).toEqual([
    1,
    expect.objectContaining({ erased: true, purged: false, persons: 2 }),
  ]);
  expect(JSON.parse((await eraseEve()).stdout)).toMatchObject({ purged: true, persons: 0 });
});

test('a tenant searches all of its persons one at a time, equal searches together, and few of them wait', async () => {
  const { seal, database } = await audited('libsql');
  const searches = (parts: readonly string[], tenant = 'acme') =>
    Promise.allSettled(parts.map((part) => seal.persons!.idsLike(database.db, tenant, part)));
  const numbered = Array.from({ length: 20 }, (_, index) => `eve${index}`);

  const [different, equal, others] = await Promise.all([
    searches(numbered),
    searches([...numbered.slice(0, 1), ...numbered.slice(0, 1)]),
    searches(['EVE@'], 'globex'),
  ]);

  const codes = different.map((each) =>
    each.status === 'rejected' ? (each.reason as { code: string }).code : 'ok',
  );
  expect(codes).toEqual([...Array<string>(5).fill('ok'), ...Array<string>(15).fill('throttled')]);
  expect([...equal, ...others].map(({ status }) => status)).toEqual(Array(3).fill('fulfilled'));
  expect(others[0]).toMatchObject({ value: [expect.any(String)] });
  expect((await searches(['eve']))[0]).toMatchObject({ value: [expect.any(String), expect.any(String)] });
});
