import { disarm, facts } from '../database/support/audit.js';
import { admin } from './support/admin.js';
import { ENGINES, installation, type Installation } from './support/installation.js';

/** Five entries of acme and two of globex, without the triggers that guard them. */
async function audited(engine: (typeof ENGINES)[number]): Promise<Installation> {
  const made = await installation(engine);
  for (const tenantId of ['acme', 'acme', 'globex', 'acme', 'acme', 'globex', 'acme']) {
    await made.audit.append(facts({ tenantId }));
  }
  await disarm(made.database);
  return made;
}

describe.each(ENGINES)('audit verify on %s', (engine) => {
  test('finds all chains as they were written', async () => {
    const { env } = await audited(engine);

    const { code, stdout } = await admin(env, 'audit', 'verify');

    expect([code, stdout]).toEqual([0, 'Read 7 entries of 2 tenants: all are as they were written.\n']);
  });

  test('names entries that were altered, removed and moved, each by its tenant', async () => {
    const { env, database } = await audited(engine);
    const { db } = database;
    const at = (tenant: string, seq: number) =>
      db.updateTable('audit_entries').where('tenant_id', '=', tenant).where('seq', '=', seq);
    await at('acme', 2).set({ actor_id: 'mallory' }).execute();
    await at('acme', 4).set({ seq: 99 }).execute();
    await at('acme', 5).set({ seq: 4 }).execute();
    await at('acme', 99).set({ seq: 5 }).execute();
    await db.deleteFrom('audit_entries').where('tenant_id', '=', 'globex').where('seq', '=', 1).execute();

    const { code, stdout } = await admin(env, 'audit', 'verify');

    expect([code, stdout.split('\n')]).toEqual([
      1,
      [
        'acme: Entry 2 was altered: its content does not match its hash.',
        'acme: Entry 4 was moved: it was written as entry 5.',
        'acme: Entry 5 was moved: it was written as entry 4.',
        'globex: Entry 1 was removed.',
        'Read 6 entries of 2 tenants: 2 tenants with findings.',
        '',
      ],
    ]);
  });

  test('reads one tenant alone, and tells scripts what it found', async () => {
    const { env, database } = await audited(engine);
    await database.db.updateTable('audit_entries').set({ code: 'x' }).where('seq', '=', 2).execute();

    const { code, stdout } = await admin(env, 'audit', 'verify', '--tenant', 'globex', '--json');

    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        ok: false,
        tenants: [
          {
            tenantId: 'globex',
            entries: 2,
            head: { seq: 2, hash: expect.any(String) },
            findings: [
              {
                kind: 'altered',
                seq: 2,
                message: 'Entry 2 was altered: its content does not match its hash.',
              },
            ],
          },
        ],
      },
    ]);
  });

  test('does not call whole what is not there', async () => {
    const { env } = await audited(engine);

    const { code, stderr } = await admin(env, 'audit', 'verify', '--tenant', 'acne');

    expect([code, stderr]).toEqual([
      1,
      'admin: There is no audit of that tenant: nothing was written, or all of it was removed.\n',
    ]);
  });

  test('finds an end that was cut off together with its head', async () => {
    const { env, database } = await audited(engine);
    const { db } = database;
    const third = await db
      .selectFrom('audit_entries')
      .select('hash')
      .where('tenant_id', '=', 'acme')
      .where('seq', '=', 3)
      .executeTakeFirstOrThrow();
    await db.deleteFrom('audit_entries').where('tenant_id', '=', 'acme').where('seq', '>', 3).execute();
    await db
      .updateTable('audit_heads')
      .set({ seq: 3, hash: third.hash })
      .where('tenant_id', '=', 'acme')
      .execute();

    const { code, stdout } = await admin(env, 'audit', 'verify');

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^acme: The head of the chain, which says that it ends with entry 3, is not the one/,
    );
  });
});
