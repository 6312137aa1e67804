import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { LRUCache } from 'lru-cache';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import type { TokenRevocationsTable } from '../database/schema.js';
import type { Principal } from '../http/request-context.js';
import { principalFrom, REQUIRED_CLAIMS, tokenIdFrom } from './claims.js';
import { tokenKeysOf, type TokenKeys } from './token-keys.js';
import { revokedToken, tokenProblemOf } from './token-problems.js';

const CLOCK_TOLERANCE_S = 5;

/** How long another process may accept a token after its revocation, milliseconds. */
export const REVOCATIONS_KEPT_MS = 1_000;

const TOKENS_KEPT = 10_000;

/** What a revocation may apply to: a token, or a session of the portal. */
export interface Issued {
  readonly tenantId: string;
  readonly subject: string;
  /** The claim `jti`. */
  readonly tokenId?: string | undefined;
  /** Epoch milliseconds. */
  readonly issuedAt?: number | undefined;
}

type RevocationRow = Pick<TokenRevocationsTable, 'kind' | 'revoked_at'>;

/** The revocations in the database: read with every token, written rarely. */
@Injectable()
export class Revocations {
  /** Holds promises, so concurrent readers share one query and its age counts from the start of the query. */
  readonly #known = new LRUCache<string, Promise<RevocationRow[]>>({
    max: TOKENS_KEPT,
    ttl: REVOCATIONS_KEPT_MS,
    ttlResolution: 0,
  });

  constructor(private readonly database: Database) {}

  /** Whether a token or session is revoked. One that does not say when it was issued counts as old, and so does one of the future. */
  async isRevoked({ tenantId, subject, tokenId, issuedAt }: Issued): Promise<boolean> {
    const rows = await this.#read(tenantId, subject, tokenId);
    const provable =
      issuedAt === undefined || issuedAt > Date.now() + CLOCK_TOLERANCE_S * 1000 ? 0 : issuedAt;
    return rows.some(({ kind, revoked_at }) => kind === 'token' || provable <= Date.parse(revoked_at));
  }

  /** Reads the database again for the next token; a revocation of this process takes effect at once. */
  forget(): void {
    this.#known.clear();
  }

  #read(tenantId: string, subject: string, tokenId: string | undefined): Promise<RevocationRow[]> {
    const key = JSON.stringify([tenantId, subject, tokenId]);
    const known = this.#known.get(key);
    if (known) return known;
    const rows = this.database.db
      .selectFrom('token_revocations')
      .select(['kind', 'revoked_at'])
      .where('tenant_id', '=', tenantId)
      .where((row) =>
        row.or([
          row.and({ kind: 'tenant', value: '' }),
          row.and({ kind: 'subject', value: subject }),
          ...(tokenId === undefined ? [] : [row.and({ kind: 'token', value: tokenId })]),
        ]),
      )
      .execute();
    this.#known.set(key, rows);
    rows.catch(() => this.#known.peek(key) === rows && this.#known.delete(key));
    return rows;
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
    return principal;
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
      return (await jwtVerify(token, this.#keys.keyFor, options)).payload;
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
