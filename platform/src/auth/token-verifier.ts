import { Inject, Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { moment, type TokenRevocationsTable } from '../database/schema.js';
import type { Principal } from '../http/request-context.js';
import { principalFrom, REQUIRED_CLAIMS, tokenIdFrom } from './claims.js';
import {
  AlteredSet,
  digestOf,
  SealedSets,
  SET_KEPT_MS,
  shardOf,
  type Members,
  type Rebuild,
} from './sealed-set.js';
import { tokenKeysOf, type TokenKeys } from './token-keys.js';
import { revokedToken, tokenProblemOf } from './token-problems.js';

const CLOCK_TOLERANCE_S = 5;

/** How long another process may accept a token after its revocation, milliseconds. */
export const REVOCATIONS_KEPT_MS = SET_KEPT_MS;

/** What a revocation may apply to: a token, or a session of the portal. */
export interface Issued {
  readonly tenantId: string;
  readonly subject: string;
  /** The claim `jti`. */
  readonly tokenId?: string | undefined;
  /** Epoch milliseconds. */
  readonly issuedAt?: number | undefined;
}

/** The member of the sealed set for a revocation. */
export const revocationMember = (
  tenantId: string,
  { kind, value }: Pick<TokenRevocationsTable, 'kind' | 'value'>,
): string => JSON.stringify([kind, tenantId, value]);

/** In a shard that was altered: everything that was issued until then counts as revoked. */
const FLOOR = '*';

/** The members of a shard of revocations by the table: where a keyring was lost there is nothing to compare that with. */
export const recordedRevocations: Rebuild = async (transaction, shard) => {
  const rows = await transaction
    .selectFrom('token_revocations')
    .select(['tenant_id', 'kind', 'value', 'revoked_at'])
    .execute();
  const members = rows
    .map((row) => [revocationMember(row.tenant_id, row), row.revoked_at] as const)
    .filter(([member]) => shardOf(member) === shard)
    .map(([member, at]) => [digestOf(member), at] as const);
  return Object.fromEntries(members);
};

/** The members of a shard of revocations that was altered: what the table has, and that nothing older is relied on. */
export const rebuiltRevocations: Rebuild = async (transaction, shard) => ({
  ...(await recordedRevocations(transaction, shard)),
  [FLOOR]: moment(Date.now()),
});

/** What is revoked: a sealed set, read with every token and written rarely, which what SQL does to the table does not change. */
@Injectable()
export class Revocations {
  readonly #logger = new Logger('Revocations');

  constructor(private readonly sets: SealedSets) {}

  /** Whether a token or session is revoked. One that does not say when it was issued counts as old, and so does one of the future. */
  async isRevoked({ tenantId, subject, tokenId, issuedAt }: Issued): Promise<boolean> {
    const provable =
      issuedAt === undefined || issuedAt > Date.now() + CLOCK_TOLERANCE_S * 1000 ? 0 : issuedAt;
    const isBefore = (at: string | undefined): boolean => at !== undefined && provable <= Date.parse(at);
    const targets = [
      { kind: 'tenant', value: '' } as const,
      { kind: 'subject', value: subject } as const,
      ...(tokenId === undefined ? [] : [{ kind: 'token', value: tokenId } as const]),
    ];
    const revoked = targets.map(async (target) => {
      const member = revocationMember(tenantId, target);
      const members = await this.shardWith(member);
      const at = members[digestOf(member)];
      return (target.kind === 'token' ? at !== undefined : isBefore(at)) || isBefore(members[FLOOR]);
    });
    return (await Promise.all(revoked)).includes(true);
  }

  /** Reads the database again for the next token; a revocation of this process takes effect at once. */
  forget(): void {
    this.sets.revocations.forgetRead();
  }

  /** A shard that was altered is written again, without waiting for an operator; what was issued before is refused. */
  private async shardWith(member: string): Promise<Members> {
    const { revocations } = this.sets;
    try {
      return await revocations.shardWith(member);
    } catch (error) {
      if (!(error instanceof AlteredSet)) throw error;
      this.#logger.error(
        `Revocations were altered in the database outside the platform: of tokens that may be concerned, those that were issued before now are refused.`,
      );
      await revocations.rebuild(error.shard, rebuiltRevocations);
      return revocations.shardWith(member);
    }
  }
}

/** Verifies bearer tokens and reads the principal that they name. */
@Injectable()
export class TokenVerifier {
  readonly #keys: TokenKeys;

  constructor(
    @Inject(PLATFORM_SETTINGS) private readonly settings: PlatformSettings,
    private readonly revocations: Revocations,
  ) {
    this.#keys = tokenKeysOf(settings);
  }

  /**
   * @throws PlatformError unauthenticated, also for a revoked token; unavailable where the keys of the identity provider cannot be
   * fetched; and what the database throws: without its answer no token is accepted.
   */
  async verify(token: string): Promise<Principal> {
    const { principal, issued } = await this.read(token);
    // Only a genuine token causes a query.
    if (await this.revocations.isRevoked(issued)) throw revokedToken();
    const { tokenId, issuedAt: at } = issued;
    const stillAllowed = async (): Promise<boolean> => !(await this.revocations.isRevoked(issued));
    return { ...principal, issued: { tokenId, at }, stillAllowed };
  }

  private async read(token: string): Promise<{ principal: Principal; issued: Issued }> {
    try {
      const claims = await this.claimsOf(token);
      const principal = principalFrom(claims);
      const { iat } = claims;
      const issued = {
        tenantId: principal.tenantId,
        subject: principal.actor.id,
        tokenId: tokenIdFrom(claims),
        issuedAt: iat === undefined ? undefined : iat * 1000,
      };
      return { principal, issued };
    } catch (error) {
      throw tokenProblemOf(error, this.settings.tokens);
    }
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    const { issuer, audience, maxAgeS } = this.settings.tokens;
    const options = {
      issuer,
      audience,
      algorithms: this.#keys.algorithms,
      requiredClaims: REQUIRED_CLAIMS,
      clockTolerance: CLOCK_TOLERANCE_S,
      ...(maxAgeS === undefined ? {} : { maxTokenAge: maxAgeS }),
    };
    try {
      const { key } = this.#keys;
      const verified =
        typeof key === 'function' ? jwtVerify(token, key, options) : jwtVerify(token, await key, options);
      return (await verified).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      return claimsByOneOf(error, token, options);
    }
  }
}

/**
 * Verifies a token that several keys may have signed, because it names none, or a name that they share.
 * @throws what `jose` throws
 */
async function claimsByOneOf(
  keys: errors.JWKSMultipleMatchingKeys,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for await (const key of keys) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}
