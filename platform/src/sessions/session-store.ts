import type { Kysely } from 'kysely';
import type { Principal } from '../auth/principal.js';
import { moment } from '../database/moment.js';
import type { Schema } from '../database/schema.js';
import { IDLE_MS, NOTED_MS, SESSION_MS } from './lifetimes.js';
import type { PrincipalSeal } from './principal-seal.js';
import { derivedFrom, hashOf, isSecret, newSecret } from './secrets.js';

/** Somebody who is signed in. */
export interface Session {
  readonly principal: Principal;
  /** What a page of the platform can know, and a page of another site cannot. */
  readonly csrfToken: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** Sessions in the platform's database, which keeps hashes of their secrets. */
export class SessionStore {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly seal: PrincipalSeal,
    private readonly now: () => number = Date.now,
  ) {}

  /** Opens a session; the secret is for the cookie alone. */
  async open(principal: Principal): Promise<{ secret: string; session: Session }> {
    const secret = newSecret();
    const expiresAt = moment(this.now(), SESSION_MS);
    const row = this.seal.seal(hashOf(secret), principal, expiresAt);
    await this.db
      .insertInto('portal_sessions')
      .values({ ...row, idle_at: moment(this.now(), IDLE_MS) })
      .execute();
    return { secret, session: sessionOf(secret, principal, expiresAt) };
  }

  /** The session of a secret, which is used by this; undefined where there is none, or its time is up. */
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
    if (!principal) return undefined;
    if (row.idle_at < moment(this.now(), IDLE_MS - NOTED_MS)) await this.noteUse(row.hash);
    return sessionOf(secret, principal, row.expires_at);
  }

  /** Ends the session of a secret, if there is one. */
  async close(secret: string): Promise<void> {
    await this.db.deleteFrom('portal_sessions').where('hash', '=', hashOf(secret)).execute();
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
