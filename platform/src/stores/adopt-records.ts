import type { AdoptRecords } from '../database/migrations/migrate.js';
import type { RecordHeads } from './record-heads.js';

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
      await heads.adopt(db, tenantId, rows);
    }
  };
