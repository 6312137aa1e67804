import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  HeadSeal,
  canonicalJson,
  GENESIS,
  entryHash,
  rowOf,
  type ChainedEntry,
} from '../../platform/src/audit/entry.js';
import { databaseTime, DatabaseClock } from '../../platform/src/database/database-clock.js';
import { AuditChain, BrokenChain } from '../../platform/src/audit/audit-chain.js';
import { auditedTenants, readChain } from '../../platform/src/audit/read-chain.js';
import { verifyChain } from '../../platform/src/audit/verify-chain.js';
import { AT, chainOf, disarm, facts, SEAL } from './support/audit.js';
import { ENGINES, testDatabase, type TestDatabase } from './support/test-database.js';

const LAST = 1_000_000;

/** A database with eight entries of acme, and without its triggers. */
async function tampered(engine: (typeof ENGINES)[number]): Promise<TestDatabase> {
  const database = await testDatabase(engine);
  const chain = chainOf(database);
  await Promise.all(
    Array.from({ length: 8 }, (_, index) => chain.append(facts({ requestId: `r${index + 1}` }))),
  );
  await disarm(database);
  return database;
}

const findings = async ({ db }: TestDatabase) =>
  (await verifyChain(db, SEAL, 'acme')).findings.map(({ kind, seq }) => `${kind} ${seq}`);

const entriesOf = async ({ db }: TestDatabase): Promise<ChainedEntry[]> => {
  const entries: ChainedEntry[] = [];
  for await (const entry of readChain(db, 'acme', LAST)) entries.push(entry);
  return entries;
};

describe('the hash of an entry', () => {
  test('is the SHA-256 over canonical JSON, whatever the order of names', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true, 10: 0, 9: 0 })).toBe(
      '{"10":0,"9":0,"a":true,"b":[1,{"c":"é","d":null}]}',
    );
  });
});

describe.each(ENGINES)('the audit chain on %s', (engine) => {
  test('links every entry to the one before it', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);

    const first = await chain.append(facts());
    const second = await chain.append(facts({ kind: 'intent', code: null, durationMs: null }));

    expect([first, second]).toEqual([
      { ...facts(), seq: 1, at: AT, prevHash: GENESIS, hash: entryHash(first) },
      {
        ...facts({ kind: 'intent', code: null, durationMs: null }),
        seq: 2,
        at: AT,
        prevHash: first.hash,
        hash: entryHash(second),
      },
    ]);
    expect(await entriesOf(database)).toEqual([first, second]);
  });

  test.each([
    ['years behind', 0],
    ['years ahead', Date.parse('2199-01-01')],
  ])('has the time of the database where the clock of the process is %s', async (_, wrong) => {
    const database = await testDatabase(engine);
    const clock = new DatabaseClock(database, () => wrong);
    const time = async () => new Date(await databaseTime(database.db, database.engine)).toISOString();

    const before = await time();
    const { at } = await new AuditChain(database, SEAL, clock).append(facts());
    const after = await time();

    expect([before, at, after]).toEqual([before, at, after].sort());
    expect(clock.offsetMs).toBe(Date.parse(at) - wrong);
  });

  test('gives every tenant a chain of its own', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);

    const entries = await Promise.all(
      ['acme', 'globex', 'acme'].map((tenantId) => chain.append(facts({ tenantId }))),
    );

    expect(entries.map(({ tenantId, seq }) => `${tenantId} ${seq}`)).toEqual([
      'acme 1',
      'globex 1',
      'acme 2',
    ]);
    expect(await auditedTenants(database.db)).toEqual(['acme', 'globex']);
  });

  test('stays whole when two processes write at once', async () => {
    const database = await testDatabase(engine);
    const chains = [chainOf(database), chainOf(await database.again())];

    const entries = await Promise.all(
      Array.from({ length: 300 }, (_, index) => chains[index % 2]?.append(facts({ requestId: `r${index}` }))),
    );

    const report = await verifyChain(database.db, SEAL, 'acme');
    const head = { seq: 300, hash: entries.find((entry) => entry?.seq === 300)?.hash };
    expect(report).toEqual({ tenantId: 'acme', entries: 300, head, findings: [] });
    expect(new Set(entries.map((entry) => entry?.seq)).size).toBe(300);
  });

  test.each([1, 2])('is continued where another process has written %i times meanwhile', async (times) => {
    const database = await testDatabase(engine);
    const [chain, other] = [chainOf(database), chainOf(await database.again())];
    await chain.append(facts());
    const { insertWhen } = database.engine;
    let before = times;
    const spy = jest.spyOn(database.engine, 'insertWhen').mockImplementation(async (...given) => {
      if (before-- > 0) await other.append(facts());
      return insertWhen(...given);
    });

    const { seq } = await chain.append(facts());

    expect(spy).toHaveBeenCalledTimes(times + 1);
    expect(seq).toBe(times + 2);
    expect(await verifyChain(database.db, SEAL, 'acme')).toMatchObject({ entries: seq, findings: [] });
  });

  test('is not continued from a head in memory where the one in the database was altered', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);
    await chain.append(facts());
    await disarm(database);

    await database.db
      .updateTable('audit_heads')
      .set({ mac: 'f'.repeat(43) })
      .execute();
    await expect(chain.append(facts())).rejects.toBeInstanceOf(BrokenChain);
    await database.db.deleteFrom('audit_heads').execute();
    await expect(chain.append(facts())).rejects.toThrow();

    expect(await entriesOf(database)).toHaveLength(1);
  });

  test('writes what comes in one turn of the event loop at once', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);
    const writes = jest.spyOn(database.engine, 'insertWhen');

    const entries = await Promise.all(
      Array.from({ length: 10 }, async () => {
        await setImmediate();
        return chain.append(facts());
      }),
    );

    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(writes).toHaveBeenCalledTimes(1);
  });

  test('is whole where nothing was written yet', async () => {
    const { db } = await testDatabase(engine);

    expect(await verifyChain(db, SEAL, 'nobody')).toEqual({
      tenantId: 'nobody',
      entries: 0,
      head: null,
      findings: [],
    });
  });

  test('refuses to change or remove an entry, to replace one, and to turn a head back', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);
    const first = await chain.append(facts());
    await chain.append(facts());
    const { db } = database;

    const attempts = [
      db.updateTable('audit_entries').set({ code: 'internal' }).where('seq', '=', 1).execute(),
      db.deleteFrom('audit_entries').where('seq', '=', 1).execute(),
      engine === 'libsql'
        ? db.replaceInto('audit_entries').values(rowOf(first)).execute()
        : sql`truncate audit_entries`.execute(db),
      db.updateTable('audit_heads').set({ seq: 1 }).execute(),
      db.updateTable('audit_heads').set({ hash: first.hash }).execute(),
      db.deleteFrom('audit_heads').execute(),
    ];

    for (const attempt of attempts)
      await expect(attempt).rejects.toThrow(/append-only|forward only|every row/);
    expect(await findings(database)).toEqual([]);
  });

  test('is whole before anybody tampers with it', async () => {
    expect(await findings(await tampered(engine))).toEqual([]);
  });

  test.each<[string, object]>([
    ['the code', { code: 'internal' }],
    ['the actor', { actor_id: 'mallory' }],
    ['the time', { at: '2026-11-01T00:00:00.001Z' }],
    ['the details', { details: '{"attempts":2,"input":{}}' }],
    ['a blank in the details', { details: '{"attempts":1, "input":{}}' }],
    ['details that are no JSON', { details: '{' }],
    ['the hash', { hash: 'f'.repeat(64) }],
    ['the link', { prev_hash: 'f'.repeat(64) }],
  ])('names the entry in which %s was altered', async (_, change) => {
    const database = await tampered(engine);

    await database.db.updateTable('audit_entries').set(change).where('seq', '=', 4).execute();

    expect(await findings(database)).toEqual(['altered 4']);
  });

  test('names an entry that was altered together with its hash', async () => {
    const database = await tampered(engine);
    const entry = (await entriesOf(database))[3];
    if (!entry) throw new Error('no entry');
    const forged = { ...entry, actorId: 'mallory' };

    await database.db
      .updateTable('audit_entries')
      .set({ actor_id: 'mallory', hash: entryHash(forged) })
      .where('seq', '=', 4)
      .execute();

    expect(await findings(database)).toEqual(['altered 4']);
  });

  test('names entries that were removed: the first, some in the middle, and the last', async () => {
    const database = await tampered(engine);

    await database.db.deleteFrom('audit_entries').where('seq', 'in', [1, 4, 5, 8]).execute();

    const { findings: all } = await verifyChain(database.db, SEAL, 'acme');
    expect(all.map(({ message }) => message)).toEqual([
      'Entry 1 was removed.',
      'Entries 4 to 5 were removed.',
      'Entry 8 was removed.',
    ]);
  });

  test('names entries that have changed places', async () => {
    const database = await tampered(engine);

    for (const [from, to] of [
      [3, 99],
      [6, 3],
      [99, 6],
    ] as const) {
      await database.db.updateTable('audit_entries').set({ seq: to }).where('seq', '=', from).execute();
    }

    const { findings: all } = await verifyChain(database.db, SEAL, 'acme');
    expect(all.map(({ message }) => message)).toEqual([
      'Entry 3 was moved: it was written as entry 6.',
      'Entry 6 was moved: it was written as entry 3.',
    ]);
  });

  test('names an entry that was inserted after the end', async () => {
    const database = await tampered(engine);
    const last = (await entriesOf(database)).at(-1);
    if (!last) throw new Error('no entry');
    const forged = { ...last, seq: 9, prevHash: last.hash };

    await database.db
      .insertInto('audit_entries')
      .values(rowOf({ ...forged, hash: entryHash(forged) }))
      .execute();

    expect(await findings(database)).toEqual(['inserted 9']);
  });

  test('finds an end that was cut off together with the head', async () => {
    const database = await tampered(engine);
    const sixth = (await entriesOf(database))[5];

    await database.db.deleteFrom('audit_entries').where('seq', '>', 6).execute();
    await database.db.updateTable('audit_heads').set({ seq: 6, hash: sixth?.hash }).execute();

    expect(await findings(database)).toEqual(['head 6']);
  });

  test('finds an end that was written again together with the head', async () => {
    const database = await tampered(engine);
    const last = (await entriesOf(database)).at(-1);
    if (!last) throw new Error('no entry');
    const hash = entryHash({ ...last, actorId: 'mallory' });

    await database.db
      .updateTable('audit_entries')
      .set({ actor_id: 'mallory', hash })
      .where('seq', '=', 8)
      .execute();
    const halfway = await findings(database);
    await database.db.updateTable('audit_heads').set({ hash }).execute();

    expect([halfway, await findings(database)]).toEqual([['altered 8'], ['head 8']]);
  });

  test('lets others have their turn while it is read', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);
    await Promise.all(Array.from({ length: 600 }, () => chain.append(facts())));
    let turns = 0;
    void setImmediate().then(() => (turns += 1));

    const { entries } = await verifyChain(database.db, SEAL, 'acme');

    expect([entries, turns]).toEqual([600, 1]);
  });

  test('is read no further once nobody waits for the answer', async () => {
    const { db } = await tampered(engine);

    const reading = verifyChain(db, SEAL, 'acme', AbortSignal.abort(new Error('gone')));

    await expect(reading).rejects.toThrow('gone');
  });

  test('finds a head that was removed', async () => {
    const database = await tampered(engine);

    await database.db.deleteFrom('audit_heads').execute();

    expect(await findings(database)).toEqual(['head 0']);
  });

  test('is not continued after somebody has cut it off, which would cover it up', async () => {
    const database = await tampered(engine);
    const sixth = (await entriesOf(database))[5];
    await database.db.deleteFrom('audit_entries').where('seq', '>', 6).execute();
    await database.db.updateTable('audit_heads').set({ seq: 6, hash: sixth?.hash }).execute();

    await expect(chainOf(database).append(facts())).rejects.toThrow(BrokenChain);

    expect(await entriesOf(database)).toHaveLength(6);
  });

  test('does not hide behind a seal that was removed', async () => {
    const database = await tampered(engine);

    await database.db.updateTable('audit_heads').set({ mac: null }).execute();

    expect(await findings(database)).toEqual(['head 8']);
    await expect(chainOf(database).append(facts())).rejects.toThrow('admin -- audit verify');
  });

  test('does not stumble over a seal of as many characters that take more bytes', async () => {
    const database = await tampered(engine);

    await database.db
      .updateTable('audit_heads')
      .set({ mac: 'é'.repeat(64) })
      .execute();

    expect(await findings(database)).toEqual(['head 8']);
  });

  test('works without a key for its heads', async () => {
    const database = await testDatabase(engine);
    const seal = new HeadSeal();

    await chainOf(database, seal).append(facts());

    expect(await verifyChain(database.db, seal, 'acme')).toMatchObject({ entries: 1, findings: [] });
  });

  test('tells everybody in a batch that could not be written, and goes on afterwards', async () => {
    const database = await testDatabase(engine);
    const chain = chainOf(database);
    await sql`alter table audit_heads rename to away`.execute(database.db);

    const failed = await Promise.allSettled([1, 2, 3].map(() => chain.append(facts())));
    await sql`alter table away rename to audit_heads`.execute(database.db);
    await chain.append(facts());

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await verifyChain(database.db, SEAL, 'acme')).toMatchObject({ entries: 1, findings: [] });
  });
});
