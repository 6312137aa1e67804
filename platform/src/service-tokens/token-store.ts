import type { Kysely } from 'kysely';
import type { AuditChain } from '../audit/audit-chain.js';
import { AlteredSet, type SealedSets } from '../auth/sealed-set.js';
import type { Database } from '../database/database.js';
import { moment, type Schema } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';
import type { Grant } from './grant.js';
import { tokenFacts, type DoneBy } from './token-facts.js';
import { isStandingOf, rowOf, standingOf, tokenOf, type StoredToken } from './token-row.js';
import { hashOf, newToken, newTokenId } from './token-secret.js';

/** The most tokens of a tenant that are in force, and as many that have ended are kept. */
export const MOST_TOKENS = 1_000;

/** How long a token that has ended is listed, milliseconds. */
export const LISTED_MS = 30 * 24 * 60 * 60 * 1000;

/** A token is made by one that was made by one, and so on, this often at most. */
export const MOST_ANCESTORS = 4;

/** The tenant has as many tokens as it may. */
export class TooManyTokens extends Error {
  override readonly name = 'TooManyTokens';

  constructor() {
    super(
      `This tenant has ${MOST_TOKENS.toLocaleString('en')} service tokens, which is the most. Revoke some.`,
    );
  }
}

/** What is known of a token when it is made. */
export type NewToken = Grant & Pick<StoredToken, 'name' | 'preset' | 'ancestors'>;

/** A token with its secret, which is known this once. */
export interface MadeToken {
  readonly secret: string;
  readonly token: StoredToken;
}

/** The state of a token that is listed. */
export type TokenState = 'in_force' | 'expired' | 'revoked' | 'altered';

/** Service tokens in the platform's database, which keeps hashes of them. A sealed set says which are in force. */
export class ServiceTokenStore {
  constructor(
    private readonly database: Pick<Database, 'db' | 'engine'>,
    private readonly sets: SealedSets,
    private readonly seal: RowSeal,
    private readonly audit: Pick<AuditChain, 'append'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws TooManyTokens; Error where the audit cannot be written, and there is no token then */
  async make(tenantId: string, wanted: NewToken, by: DoneBy): Promise<MadeToken> {
    await this.requireRoom(tenantId);
    const secret = newToken();
    const token: StoredToken = {
      ...wanted,
      id: newTokenId(),
      tenantId,
      version: 1,
      hash: hashOf(secret),
      previousHash: null,
      previousUntil: null,
      madeAt: moment(this.now()),
      madeBy: by.actorId ?? null,
      rotatedAt: null,
      endedAt: null,
      endedBy: null,
    };
    // An entry without a token does less harm than a token without an entry.
    await this.audit.append(tokenFacts('made', token, by));
    await this.database.db.transaction().execute(async (transaction) => {
      await this.sets.serviceTokens.put(transaction, token.id, () => standingOf(token));
      await transaction.insertInto('service_tokens').values(rowOf(this.seal, token)).execute();
    });
    return { secret, token };
  }

  /**
   * Gives a token another secret; the one before counts for a while, an earlier one no longer.
   * @returns undefined where it is not in force any more
   */
  async rotate(
    token: StoredToken,
    { expiresAt, overlapMs }: { readonly expiresAt: string; readonly overlapMs: number },
    by: DoneBy,
  ): Promise<MadeToken | undefined> {
    const secret = newToken();
    const rotatedAt = moment(this.now());
    const holder = by.actorId === undefined ? [] : [{ id: by.actorId, at: rotatedAt }];
    const next: StoredToken = {
      ...token,
      // No more secrets count than the last two.
      holders: [...(token.holders ?? []).slice(-1), ...holder],
      version: token.version + 1,
      hash: hashOf(secret),
      previousHash: overlapMs > 0 ? token.hash : null,
      previousUntil: overlapMs > 0 ? moment(this.now(), overlapMs) : null,
      expiresAt,
      rotatedAt,
    };
    await this.audit.append(tokenFacts('rotated', next, by, { overlapS: overlapMs / 1000 }));
    const isDone = await this.database.db.transaction().execute(async (transaction) => {
      let isCurrent = false;
      await this.sets.serviceTokens.put(transaction, token.id, (before) => {
        isCurrent = before === standingOf(token);
        return isCurrent ? standingOf(next) : before;
      });
      if (isCurrent) await this.write(transaction, next);
      return isCurrent;
    });
    await this.standing(token.id);
    return isDone ? { secret, token: next } : undefined;
  }

  /**
   * Ends a token and all that were made with it, also one whose row was altered.
   * @returns how many were in force; undefined where the tenant has no such token.
   */
  async revoke(tenantId: string, id: string, by: DoneBy): Promise<number | undefined> {
    const all = await this.all(tenantId);
    const meant = all.filter((token) => token.id === id || token.ancestors.includes(id));
    const ended = await this.end(meant, by);
    const isLeft = isStandingOf(tenantId, undefined)((await this.standing(id)) ?? '');
    if (isLeft) {
      await this.audit.append(tokenFacts('ended', { id, tenantId, name: '' }, by));
      await this.database.db
        .transaction()
        .execute((transaction) => this.sets.serviceTokens.put(transaction, id, () => undefined));
      await this.standing(id);
    }
    return isLeft || meant.some((token) => token.id === id) ? ended.length + (isLeft ? 1 : 0) : undefined;
  }

  /**
   * Ends the tokens that a subject has made, those made with them, and the one whose id it is; of the whole tenant without a subject.
   * @returns those that were in force.
   */
  async revokeAll(tenantId: string, subject: string | undefined, by: DoneBy): Promise<StoredToken[]> {
    const all = await this.all(tenantId);
    const own = all.filter(({ id, madeBy }) => subject === undefined || madeBy === subject || id === subject);
    const roots = new Set(own.map(({ id }) => id));
    const meant = all.filter(({ id, ancestors }) => roots.has(id) || ancestors.some((one) => roots.has(one)));
    const ended = await this.end(meant, by);
    // Whatever rows there are: one that is hidden now may be put back later.
    await this.sets.serviceTokens.removeWhere(isStandingOf(tenantId, subject));
    return ended;
  }

  /** The token of a secret, as its row has it; undefined where there is none, or the row was altered. */
  async ofSecret(secret: string): Promise<StoredToken | undefined> {
    const hash = hashOf(secret);
    const row = await this.database.db
      .selectFrom('service_tokens')
      .selectAll()
      .where((where) => where.or([where('hash', '=', hash), where('previous_hash', '=', hash)]))
      .executeTakeFirst();
    const token = row && tokenOf(this.seal, row);
    if (!token) return undefined;
    if (token.hash === hash) return token;
    return token.previousHash === hash && (token.previousUntil ?? '') > moment(this.now())
      ? token
      : undefined;
  }

  /** Whether a token and those that it was made with have not ended, and its row is the one that was written last. */
  async isInForce(token: StoredToken): Promise<boolean> {
    if (token.endedAt !== null || token.expiresAt <= moment(this.now())) return false;
    const standings = await Promise.all([token.id, ...token.ancestors].map((id) => this.standing(id)));
    return standings[0] === standingOf(token) && standings.every((one) => one !== undefined);
  }

  /** A token of a tenant; undefined where there is none, or its row was altered. */
  async find(tenantId: string, id: string): Promise<StoredToken | undefined> {
    const row = await this.rows(tenantId).where('id', '=', id).executeTakeFirst();
    return row && tokenOf(this.seal, row);
  }

  /** The tokens of a tenant by id, after `after`, with their states; a row that was altered has its id and name alone. */
  async list(tenantId: string, limit: number, after?: string): Promise<ListedToken[]> {
    const rows = await this.rows(tenantId)
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(limit)
      .execute();
    return Promise.all(
      rows.map(async (row) => {
        const token = tokenOf(this.seal, row);
        return { id: row.id, name: row.name, token, state: token ? await this.stateOf(token) : 'altered' };
      }),
    );
  }

  /** The state of a token. */
  async stateOf(token: StoredToken): Promise<TokenState> {
    if (token.endedAt !== null) return 'revoked';
    if (token.expiresAt <= moment(this.now())) return 'expired';
    return (await this.isInForce(token)) ? 'in_force' : 'revoked';
  }

  private async end(tokens: readonly StoredToken[], by: DoneBy): Promise<StoredToken[]> {
    const ended: StoredToken[] = [];
    for (const token of tokens.filter(({ endedAt }) => endedAt === null)) {
      await this.audit.append(tokenFacts('ended', token, by));
      await this.database.db.transaction().execute(async (transaction) => {
        const before = await this.sets.serviceTokens.put(transaction, token.id, () => undefined);
        await this.write(transaction, { ...token, endedAt: moment(this.now()), endedBy: by.actorId ?? null });
        if (before !== undefined) ended.push(token);
      });
      // This process has seen the set without it: an older one is not accepted any more.
      await this.standing(token.id);
    }
    return ended;
  }

  private async write(transaction: Kysely<Schema>, token: StoredToken): Promise<void> {
    const { id, ...columns } = rowOf(this.seal, token);
    await transaction.updateTable('service_tokens').set(columns).where('id', '=', id).execute();
  }

  private async all(tenantId: string): Promise<StoredToken[]> {
    const rows = await this.rows(tenantId).execute();
    return rows.flatMap((row) => tokenOf(this.seal, row) ?? []);
  }

  /** What the set knows of a token; nothing where the set was altered. */
  private async standing(id: string): Promise<string | undefined> {
    try {
      return await this.sets.serviceTokens.find(id);
    } catch (error) {
      if (error instanceof AlteredSet) return undefined;
      throw error;
    }
  }

  /** @throws TooManyTokens */
  private async requireRoom(tenantId: string): Promise<void> {
    const now = moment(this.now());
    const rows = await this.rows(tenantId).orderBy('made_at', 'desc').execute();
    const isOver = (row: (typeof rows)[number]): boolean => row.ended_at !== null || row.expires_at <= now;
    if (rows.filter((row) => !isOver(row)).length >= MOST_TOKENS) throw new TooManyTokens();
    const surplus = rows.filter(isOver).slice(MOST_TOKENS);
    if (surplus.length > 0)
      await removeTokens(
        this.database.db,
        surplus.map(({ id }) => id),
      );
  }

  private rows(tenantId: string) {
    return this.database.db.selectFrom('service_tokens').selectAll().where('tenant_id', '=', tenantId);
  }
}

/** A token as it is listed. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  /** Undefined where its row was altered. */
  readonly token: StoredToken | undefined;
  readonly state: TokenState;
}

/** Removes rows of tokens and of their uses. */
async function removeTokens(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('service_token_uses').where('token_id', 'in', ids).execute();
  await db.deleteFrom('service_tokens').where('id', 'in', ids).execute();
}

/** Removes tokens that ended long ago. */
export async function forgetTokens(
  { db }: Pick<Database, 'db'>,
  { serviceTokens }: SealedSets,
  now = Date.now(),
): Promise<void> {
  const at = moment(now);
  await serviceTokens.removeWhere((standing) => standing.slice(0, at.length) <= at);
  const before = moment(now, -LISTED_MS);
  const old = await db
    .selectFrom('service_tokens')
    .select('id')
    .where((row) => row.or([row('expires_at', '<', before), row('ended_at', '<', before)]))
    .limit(MOST_TOKENS)
    .execute();
  if (old.length > 0)
    await removeTokens(
      db,
      old.map(({ id }) => id),
    );
}
