import type { AuditChain } from '../audit/audit-chain.js';
import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import type { Database } from '../database/database.js';
import { moment, type TokenRevocationsTable } from '../database/schema.js';
import type { Principal } from '../http/request-context.js';
import { rebuiltRevocations, revocationMember } from '../auth/token-verifier.js';
import type { SealedSets } from '../auth/sealed-set.js';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { ServiceTokenStore } from '../service-tokens/token-store.js';
import { sessionFacts } from '../sessions/session-facts.js';
import { endSessions, SESSION_MS } from '../sessions/session-store.js';

/** The most revocations of single tokens and subjects that a tenant keeps. */
export const MOST_REVOCATIONS = 10_000;

/** How long a revocation is kept where tokens have no longest age, seconds: a year, the most that one can be set to. */
const KEPT_S = 31_536_000;

/** One token, all tokens of a subject, or all of the tenant; the value of the last is empty. */
export type RevocationTarget = Pick<TokenRevocationsTable, 'kind' | 'value'>;

/** A revocation. */
export interface Revocation extends RevocationTarget {
  /** RFC 3339. */
  readonly revokedAt: string;
  /** A subject; null for the operator. */
  readonly revokedBy: string | null;
}

/** Who revokes; all undefined for the operator. */
export interface RevokedBy {
  readonly actorId?: string;
  readonly actorType?: string;
  readonly requestId?: string;
}

/** What a revocation has ended besides. */
export interface Ended {
  readonly sessions: readonly Principal[];
  readonly serviceTokens: number;
}

/** The tenant has as many revocations as are kept. */
export class TooManyRevocations extends Error {
  override readonly name = 'TooManyRevocations';

  constructor() {
    super(
      `This tenant has ${MOST_REVOCATIONS.toLocaleString('en')} revocations, which is the most. Revoke all tokens of the tenant instead.`,
    );
  }
}

/** Writes revocations, and lists those that are kept. */
export class RevocationStore {
  constructor(
    private readonly database: Pick<Database, 'db'>,
    private readonly sets: SealedSets,
    private readonly audit: Pick<AuditChain, 'append'>,
    private readonly tokens: Pick<ServiceTokenStore, 'revoke' | 'revokeAll'>,
  ) {}

  /**
   * Revokes tokens. Those of a subject or tenant are refused if they were issued until now, and its sessions, sign-in links and
   * service tokens end.
   * @returns who was signed in, once for each session that has ended, and how many service tokens have ended.
   * @throws TooManyRevocations; Error where the audit cannot be written, and nothing is revoked then
   */
  async revoke(tenantId: string, target: RevocationTarget, by: RevokedBy): Promise<Ended> {
    if (target.kind !== 'tenant') await this.requireRoom(tenantId, target);
    // An entry without a revocation does less harm than a revocation without an entry.
    await this.audit.append(revocationFacts(tenantId, target, by));
    await this.write(tenantId, target, by.actorId ?? null);
    if (target.kind === 'token')
      return { sessions: [], serviceTokens: (await this.tokens.revoke(tenantId, target.value, by)) ?? 0 };
    const actorId = target.kind === 'subject' ? target.value : undefined;
    const { length: serviceTokens } = await this.tokens.revokeAll(tenantId, actorId, by);
    const sessions = await endSessions(this.database.db, this.sets, { tenantId, actorId });
    for (const who of sessions) await this.audit.append(sessionFacts('ended_by_revocation', who, by));
    return { sessions, serviceTokens };
  }

  /** Lists what is revoked, by kind and value, after `after`. */
  async list(tenantId: string, limit: number, after?: RevocationTarget): Promise<Revocation[]> {
    const rows = await this.database.db
      .selectFrom('token_revocations')
      .select(['kind', 'value', 'revoked_at', 'revoked_by'])
      .where('tenant_id', '=', tenantId)
      .$if(after !== undefined, (query) =>
        query.where((row) =>
          row.or([
            row('kind', '>', after?.kind ?? 'token'),
            row.and([row('kind', '=', after?.kind ?? 'token'), row('value', '>', after?.value ?? '')]),
          ]),
        ),
      )
      .orderBy('kind')
      .orderBy('value')
      .limit(limit)
      .execute();
    return rows.map(({ revoked_at, revoked_by, ...target }) => ({
      ...target,
      revokedAt: revoked_at,
      revokedBy: revoked_by,
    }));
  }

  private async requireRoom(tenantId: string, { kind, value }: RevocationTarget): Promise<void> {
    const { others } = await this.database.db
      .selectFrom('token_revocations')
      .select((row) => row.fn.countAll().as('others'))
      .where('tenant_id', '=', tenantId)
      .where((row) => row.or([row('kind', '!=', kind), row('value', '!=', value)]))
      .executeTakeFirstOrThrow();
    if (Number(others) >= MOST_REVOCATIONS) throw new TooManyRevocations();
  }

  private async write(tenantId: string, target: RevocationTarget, by: string | null): Promise<void> {
    const revoked = { revoked_at: moment(Date.now()), revoked_by: by };
    await this.database.db.transaction().execute(async (transaction) => {
      // The clock of another process may be ahead: a cutoff never moves back.
      const latest = (before = ''): string => (before > revoked.revoked_at ? before : revoked.revoked_at);
      const member = revocationMember(tenantId, target);
      await this.sets.revocations.put(transaction, member, latest, rebuiltRevocations);
      await transaction
        .insertInto('token_revocations')
        .values({ tenant_id: tenantId, ...target, ...revoked })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'kind', 'value'])
            .doUpdateSet(revoked)
            .where('token_revocations.revoked_at', '<', revoked.revoked_at),
        )
        .execute();
    });
    // This process has seen the set as it is now: an older one is not accepted any more.
    await this.sets.revocations.find(revocationMember(tenantId, target));
  }
}

/**
 * Removes revocations that concern no token and no session any more.
 * @param maxAgeS - the longest time that a token is accepted after it was issued, seconds; undefined for no limit.
 */
export async function forgetRevocations(
  { db }: Pick<Database, 'db'>,
  sets: SealedSets,
  maxAgeS = KEPT_S,
  now = Date.now(),
): Promise<void> {
  const before = moment(now, -(Math.max(maxAgeS * 1000, SESSION_MS) + MARGIN_MS));
  await db.deleteFrom('token_revocations').where('revoked_at', '<', before).execute();
  await sets.revocations.removeWhere((revokedAt) => revokedAt < before);
}

/** The clocks of identity providers and processes may differ. */
const MARGIN_MS = 3_600_000;

/** The audit entry of a revocation. */
const revocationFacts = (
  tenantId: string,
  { kind, value }: RevocationTarget,
  { actorId, actorType, requestId }: RevokedBy,
): AuditFacts => ({
  tenantId,
  kind: 'session',
  action: 'tokens.revoked',
  actorId: plainTextOrNull(actorId),
  actorType: actorType ?? null,
  connection: null,
  code: 'ok',
  requestId: plainTextOrNull(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    of: kind,
    id: kind === 'tenant' ? undefined : plainText(value),
    by: actorId === undefined ? 'operator' : undefined,
  }),
  ...(kind === 'subject' && { persons: [plainText(value)] }),
});
