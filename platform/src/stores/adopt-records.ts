import { revocationMember } from '../auth/token-verifier.js';
import type { Adoption } from '../database/migrations/migrate.js';
import { type RowSeal } from '../security/seal.js';
import { SealedSets } from '../auth/sealed-set.js';
import { stateValue, WATCHED } from './policy-state.js';
import { RecordHeads } from './record-heads.js';

/** Takes over what is older than its seals: there is nothing yet to compare it with. Sessions and sign-in codes end. */
export const adoptionBy = (seal: RowSeal): Adoption => ({
  records: adoptRecords(new RecordHeads(seal)),
  revocations: async (db, engine) => {
    const rows = await db
      .selectFrom('token_revocations')
      .select(['tenant_id', 'kind', 'value', 'revoked_at'])
      .execute();
    const members = new Map(rows.map((row) => [revocationMember(row.tenant_id, row), row.revoked_at]));
    await new SealedSets({ db, engine }, seal).revocations.create(db, members);
  },
  // For tenants that are there already nothing changes: what the policies would have decided is only noted.
  policies: async (db, engine) => {
    const tenants = await db
      .selectFrom('connections')
      .select('tenant_id')
      .union(db.selectFrom('audit_heads').select('tenant_id'))
      .execute();
    const value = stateValue(WATCHED, Date.now());
    const members = new Map(tenants.map(({ tenant_id }) => [tenant_id, value]));
    await new SealedSets({ db, engine }, seal).policies.create(db, members);
  },
});

/** Takes records over that are older than the heads: there is nothing yet to compare them with. */
const adoptRecords =
  (heads: RecordHeads): Adoption['records'] =>
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
