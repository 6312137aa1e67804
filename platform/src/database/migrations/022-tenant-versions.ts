import { sql, type Kysely } from 'kysely';
import type { Engine } from '../engine.js';

/** Lets the settings of a tenant go forward by one at a time: after the last version that there is, no operator could change them. */
export async function tenantVersions(db: Kysely<unknown>, engine: Engine): Promise<void> {
  for (const statement of engine.oneByOne('tenants', 'version')) await sql.raw(statement).execute(db);
}
