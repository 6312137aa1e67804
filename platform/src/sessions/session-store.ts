import type { Kysely } from 'kysely';
import type { Database } from '../database/database.js';
import { moment, type Schema } from '../database/schema.js';
import type { Principal } from '../http/request-context.js';
import { AlteredSet, digestOf, type SealedSet, type SealedSets } from '../auth/sealed-set.js';
import type { PrincipalSeal } from './principal-seal.js';
import { derivedFrom, hashOf, isSecret, newSecret } from './secrets.js';

/** Maximum lifetime of a session: one working day. */
export const SESSION_MS = 8 * 60 * 60 * 1000;

/** How long a session lasts without requests. */
export const IDLE_MS = 60 * 60 * 1000;

/** Minimum time between two writes of the last use, so requests do not each cause a write. */
export const NOTED_MS = 60 * 1000;

/** Lifetime of a sign-in link. */
export const CODE_MS = 15 * 60 * 1000;

/** A session. */
export interface Session {
  readonly principal: Principal;
  /** Known to pages of the platform, not to pages of other sites. */
  readonly csrfToken: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** Sessions in the platform's database, which keeps hashes of their secrets. */
export class SessionStore {
  /**
   * @param inForce - the sessions that have not ended
   * @param now - epoch milliseconds
   */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly seal: PrincipalSeal,
    private readonly inForce: SealedSet,
    private readonly now: () => number = Date.now,
  ) {}

  /** Creates a session; the secret goes into the cookie only. */
  async open(principal: Principal): Promise<{ secret: string; session: Session }> {
    const secret = newSecret();
    const expiresAt = moment(this.now(), SESSION_MS);
    const row = this.seal.seal(hashOf(secret), principal, expiresAt);
    await this.db.transaction().execute(async (transaction) => {
      await this.inForce.put(transaction, row.hash, () => standing(principal, expiresAt));
      await transaction
        .insertInto('portal_sessions')
        .values({ ...row, idle_at: moment(this.now(), IDLE_MS) })
        .execute();
    });
    return { secret, session: sessionOf(secret, principal, expiresAt) };
  }

  /** The session of a secret, with its last use updated; undefined if there is none or it has expired. */
  async find(secret: string): Promise<Session | undefined> {
    if (!isSecret(secret)) return undefined;
    const now = moment(this.now());
    const row = await this.db
      .selectFrom('portal_sessions')
      .selectAll()
      .where('hash', '=', hashOf(secret))
      .where('expires_at', '>', now)
      .where('idle_at', '>', now)
      .executeTakeFirst();
    const principal = row && this.seal.open(row);
    // A row that was put back after the session had ended is not in the set.
    if (!principal || !(await isInForce(this.inForce, row.hash))) return undefined;
    if (row.idle_at < moment(this.now(), IDLE_MS - NOTED_MS)) await this.noteUse(row.hash);
    return sessionOf(secret, principal, row.expires_at);
  }

  /** Ends the session of a secret, if there is one. */
  async close(secret: string): Promise<void> {
    const hash = hashOf(secret);
    await this.db.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('portal_sessions')
        .where('hash', '=', hash)
        .executeTakeFirst();
      // A made-up cookie causes no write.
      if (numDeletedRows > 0n) await this.inForce.put(transaction, hash, () => undefined);
    });
    // This process has seen the set without it: an older one is not accepted any more.
    await isInForce(this.inForce, hash);
  }

  /** Whether the session of a secret has not ended, without counting as a use of it. */
  async isOpen(secret: string): Promise<boolean> {
    return isInForce(this.inForce, hashOf(secret));
  }

  private async noteUse(hash: string): Promise<void> {
    await this.db
      .updateTable('portal_sessions')
      .set({ idle_at: moment(this.now(), IDLE_MS) })
      .where('hash', '=', hash)
      .execute();
  }
}

const sessionOf = (secret: string, principal: Principal, expiresAt: string): Session => ({
  principal,
  csrfToken: derivedFrom(secret, 'csrf'),
  expiresAt,
});

/** What the set knows of a session or code: until when it lasts, and whose it is. */
export const standing = ({ tenantId, actor }: Principal, expiresAt: string): string =>
  [expiresAt, digestOf(tenantId), digestOf(actor.id)].join(' ');

/** Whether a session or code is in force; none is where the set was altered. */
async function isInForce(set: SealedSet, hash: string): Promise<boolean> {
  try {
    return (await set.find(hash)) !== undefined;
  } catch (error) {
    if (error instanceof AlteredSet) return false;
    throw error;
  }
}

const standingOf =
  ({ tenantId, actorId }: SessionFilter) =>
  (value: string): boolean => {
    const [, tenant, actor] = value.split(' ');
    return (
      (tenantId === undefined || tenant === digestOf(tenantId)) &&
      (actorId === undefined || actor === digestOf(actorId))
    );
  };

/** Selects sessions; all of them if empty. */
export interface SessionFilter {
  readonly tenantId?: string;
  readonly actorId?: string;
}

const TABLES = ['portal_sessions', 'sign_in_codes'] as const;

/**
 * Ends sessions, and invalidates the links of the same people.
 * @returns who was signed in, once for each session.
 */
export async function endSessions(
  db: Kysely<Schema>,
  sets: SealedSets,
  filter: SessionFilter,
): Promise<Principal[]> {
  const ended: Principal[] = [];
  // First, and whatever rows there are: one that is hidden now may be put back later.
  const isMeant = standingOf(filter);
  await sets.sessions.removeWhere(isMeant);
  await sets.codes.removeWhere(isMeant);
  for (const table of TABLES) {
    const rows = await db.selectFrom(table).select(['hash', 'principal']).execute();
    for (const { hash, principal } of rows) {
      const who = readable(principal);
      if (!isOf(who, filter)) continue;
      await db.deleteFrom(table).where('hash', '=', hash).execute();
      if (who && table === 'portal_sessions') ended.push(who);
    }
  }
  return ended;
}

/** A damaged row signs no one in, but must be removed with all others. */
function readable(principal: string): Principal | undefined {
  try {
    return JSON.parse(principal) as Principal;
  } catch {
    return undefined;
  }
}

const isOf = (who: Principal | undefined, { tenantId, actorId }: SessionFilter): boolean =>
  (tenantId === undefined || who?.tenantId === tenantId) &&
  (actorId === undefined || who?.actor.id === actorId);

/** Removes sessions and sign-in codes that have expired. */
export async function forgetSessions(
  { db }: Pick<Database, 'db'>,
  sets: SealedSets,
  now = Date.now(),
): Promise<void> {
  const at = moment(now);
  await sets.codes.removeWhere((value) => value.slice(0, at.length) <= at);
  await sets.sessions.removeWhere((value) => value.slice(0, at.length) <= at);
  await db.deleteFrom('sign_in_codes').where('expires_at', '<=', at).execute();
  await db
    .deleteFrom('portal_sessions')
    .where((row) => row.or([row('expires_at', '<=', at), row('idle_at', '<=', at)]))
    .execute();
}
