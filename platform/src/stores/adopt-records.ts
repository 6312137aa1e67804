import type { AdoptRecords } from '../database/migrations/migrate.js';
import { idOf, type RecordHeads } from './record-heads.js';

/** Takes records over that are older than the heads: there is nothing yet to compare them with. */
export const adoptRecords =
  (heads: RecordHeads): AdoptRecords =>
  async (db) => {
    const tenants = await db
      .selectFrom('connections')
      .select('tenant_id')
      .distinct()
      .where('key_id', 'is not', null)
      .execute();
    for (const { tenant_id: tenantId } of tenants) {
      const rows = await db
        .selectFrom('connections')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('key_id', 'is not', null)
        .execute();
      const entries = rows.map((row) => [idOf(row), heads.entryOf(row, row.payload ?? new Uint8Array())]);
      await heads.adopt(db, tenantId, Object.fromEntries(entries) as Record<string, string>);
    }
  };
