import type { Kysely } from 'kysely';
import type { Principal } from '../auth/principal.js';
import type { Schema } from '../database/schema.js';

/** Whose sessions; everybody's where nothing is said. */
export interface Whose {
  readonly tenantId?: string;
  readonly actorId?: string;
}

const TABLES = ['portal_sessions', 'sign_in_codes'] as const;

/**
 * Ends sessions, and makes the links of the same people good for nothing.
 * @returns who was signed in, once for each session.
 */
export async function endSessions(db: Kysely<Schema>, whose: Whose): Promise<Principal[]> {
  const ended: Principal[] = [];
  for (const table of TABLES) {
    const rows = await db.selectFrom(table).select(['hash', 'principal']).execute();
    for (const { hash, principal } of rows) {
      const who = readable(principal);
      if (!isOf(who, whose)) continue;
      await db.deleteFrom(table).where('hash', '=', hash).execute();
      if (who && table === 'portal_sessions') ended.push(who);
    }
  }
  return ended;
}

/** A row that somebody has damaged signs nobody in, and is still to be removed with all others. */
function readable(principal: string): Principal | undefined {
  try {
    return JSON.parse(principal) as Principal;
  } catch {
    return undefined;
  }
}

const isOf = (who: Principal | undefined, { tenantId, actorId }: Whose): boolean =>
  (tenantId === undefined || who?.tenantId === tenantId) &&
  (actorId === undefined || who?.actor.id === actorId);
