import { SecretString } from 'anthropic-admin-connector';
import { CredentialRecords, findKey } from '../../platform/src/stores/credential-records.js';
import { dueForCheck } from '../../platform/src/stores/due-connections.js';
import { RECORD_SCOPE, CANARY, connection, FINGERPRINTER, storeOf, vault } from './support/connections.js';
import { ENGINES, testDatabase, type TestDatabase } from './support/test-database.js';

async function filled(engine: (typeof ENGINES)[number], count: number): Promise<TestDatabase> {
  const database = await testDatabase(engine);
  const store = storeOf(database);
  for (let index = 0; index < count; index += 1) {
    await store.put(connection({ tenantId: `tenant-${index}` }), CANARY, 0);
  }
  return database;
}

describe.each(ENGINES)('credential records on %s', (engine) => {
  test('counts the records of each key, deleted ones left out', async () => {
    const database = await filled(engine, 3);
    await storeOf(database).delete({ connector: 'anthropic', tenantId: 'tenant-1', name: 'default' });

    const counts = await new CredentialRecords(database, RECORD_SCOPE).countByKeyId();

    expect([...counts]).toEqual([['k1', 2]]);
  });

  test('reads every record once, page by page', async () => {
    const records = new CredentialRecords(await filled(engine, 5), RECORD_SCOPE);

    const first = await records.page({ keyId: 'k1', limit: 3 });
    const second = await records.page({ keyId: 'k1', limit: 3, after: first.at(-1)?.id });

    const tenants = [...first, ...second].map(({ binding }) => binding.tenantId).sort();
    expect(tenants).toEqual(['tenant-0', 'tenant-1', 'tenant-2', 'tenant-3', 'tenant-4']);
  });

  test('rewraps a record so that it still opens', async () => {
    const database = await filled(engine, 1);
    const records = new CredentialRecords(database, RECORD_SCOPE);
    const [record] = await records.page({ notKeyId: 'k2', limit: 1 });
    if (!record) throw new Error('no record');

    const replaced = await records.replaceWrapping(
      record,
      await vault('k2').rewrap(record.sealed, record.binding),
    );

    expect(replaced).toBe(true);
    expect(await records.page({ notKeyId: 'k2', limit: 1 })).toEqual([]);
    const opened = await storeOf(database).open({
      connector: 'anthropic',
      tenantId: 'tenant-0',
      name: 'default',
    });
    expect(opened?.key.equals(CANARY)).toBe(true);
  });

  test('leaves a record alone that was replaced, deleted or rewrapped since it was read', async () => {
    const database = await filled(engine, 3);
    const records = new CredentialRecords(database, RECORD_SCOPE);
    const page = await records.page({ limit: 3 });
    const rewrapped = await Promise.all(
      page.map(({ sealed, binding }) => vault('k2').rewrap(sealed, binding)),
    );
    const store = storeOf(database);
    const [one, two, three] = page.map(({ binding }) => binding.tenantId);
    await store.put(connection({ tenantId: one, revision: 2 }), CANARY, 1);
    await store.delete({ connector: 'anthropic', tenantId: two ?? '', name: 'default' });
    await records.replaceWrapping(page[2] as never, rewrapped[2] as never);

    const replaced = await Promise.all(
      page.map((record, index) => records.replaceWrapping(record, rewrapped[index] as never)),
    );

    expect(replaced).toEqual([false, false, false]);
    expect(
      (await store.open({ connector: 'anthropic', tenantId: one ?? '', name: 'default' }))?.key.equals(
        CANARY,
      ),
    ).toBe(true);
    expect(
      await store.open({ connector: 'anthropic', tenantId: two ?? '', name: 'default' }),
    ).toBeUndefined();
    expect(
      (await store.open({ connector: 'anthropic', tenantId: three ?? '', name: 'default' }))?.key.equals(
        CANARY,
      ),
    ).toBe(true);
  });

  test('finds connections to check again, the longest unchecked first, and no deleted one', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    const put = (name: string, day: string | undefined, state: 'active' | 'pending' | 'revoked' = 'active') =>
      store.put(connection({ name, state, checkedAt: day && `2026-11-${day}T00:00:00.000Z` }), CANARY, 0);
    await put('new', '09');
    await put('old', '02');
    await put('older', '01');
    await put('never', undefined, 'pending');
    await put('revoked', '01', 'revoked');
    await put('revoked-lately', '04', 'revoked');
    await put('gone', '01');
    await store.delete({ connector: 'anthropic', tenantId: 'acme', name: 'gone' });

    const before = '2026-11-05T00:00:00.000Z';
    const dueBefore = async (revokedBefore: string | undefined) =>
      (await dueForCheck(database, ['anthropic'], { before, revokedBefore }, 10)).map(({ name }) => name);

    expect(await dueBefore(undefined)).toEqual(['never', 'older', 'old']);
    expect((await dueBefore('2026-11-03T00:00:00.000Z')).toSorted()).toEqual([
      'never',
      'old',
      'older',
      'revoked',
    ]);
  });

  test('finds the connections of all tenants that hold a key, without decrypting any', async () => {
    const database = await filled(engine, 2);
    const store = storeOf(database);
    await store.put(connection({ tenantId: 'other' }), new SecretString(`${CANARY.reveal()}x`), 0);
    await store.delete({ connector: 'anthropic', tenantId: 'tenant-1', name: 'default' });

    expect(await findKey(database, FINGERPRINTER, CANARY)).toEqual([
      { connector: 'anthropic', tenantId: 'tenant-0', name: 'default' },
    ]);
  });
});
