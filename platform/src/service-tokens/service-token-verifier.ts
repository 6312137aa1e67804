import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ServiceTokenAuthenticator } from '../auth/auth.guard.js';
import { invalidToken } from '../auth/token-problems.js';
import { Revocations, type Issued } from '../auth/token-verifier.js';
import { localsOf, type Principal } from '../http/request-context.js';
import { isWithin } from './subnets.js';
import { principalOf, type StoredToken } from './token-row.js';
import { hasTokenForm } from './token-secret.js';
import { ServiceTokenStore } from './token-store.js';
import { TokenUses } from './token-uses.js';

/** What a request is refused for its token, as problems and outcomes name it. */
const REFUSALS: ReadonlySet<string> = new Set([
  'permission_missing',
  'insufficient_scope',
  'policy_denied',
  'unauthenticated',
]);

/** Verifies service tokens: the one place for all doors. */
@Injectable()
export class ServiceTokenVerifier implements ServiceTokenAuthenticator {
  constructor(
    private readonly store: ServiceTokenStore,
    private readonly uses: TokenUses,
    private readonly revocations: Revocations,
  ) {}

  /**
   * @throws PlatformError unauthenticated; and what the database throws: without its answer no token is accepted.
   */
  async principalOf(secret: string, { ip = '' }: Request, response: Response): Promise<Principal> {
    if (!hasTokenForm(secret))
      throw invalidToken('It is not a whole service token: its checksum is not the right one.');
    const token = await this.store.ofSecret(secret);
    if (!token) throw ended();
    const isAllowed = (): Promise<boolean> => this.isAllowed(token);
    const isFromThere = token.addresses === null || isWithin(ip, token.addresses);
    const isGood = await isAllowed();
    if (!isGood || !isFromThere) {
      this.uses.note(token.id, 'refusal');
      throw isGood ? invalidToken('It is not accepted from the address of this request.') : ended();
    }
    this.uses.note(token.id, 'call');
    response.once('finish', () => wasRefused(response) && this.uses.note(token.id, 'refusal'));
    return { ...principalOf(token), stillAllowed: isAllowed };
  }

  private async isAllowed(token: StoredToken): Promise<boolean> {
    if (!(await this.store.isInForce(token))) return false;
    const { id, tenantId, madeBy, madeAt, holders = [] } = token;
    const subjects = [
      { id, at: madeAt },
      ...(madeBy === null ? [] : [{ id: madeBy, at: madeAt }]),
      // Who has rotated it knows a secret of it.
      ...holders,
    ];
    const revoked = subjects.map(({ id: subject, at }) =>
      this.revocations.isRevoked({
        tenantId,
        tokenId: id,
        issuedAt: Date.parse(at),
        subject,
      } satisfies Issued),
    );
    return !(await Promise.all(revoked)).includes(true);
  }
}

/** It does not say by which rule, because its bearer may not be its owner. */
const ended = () => invalidToken('It has expired, was revoked or rotated, or never was one.');

function wasRefused(response: Response): boolean {
  const { problemCode = '', calls = [] } = localsOf(response);
  return REFUSALS.has(problemCode) || calls.some(({ outcome }) => REFUSALS.has(outcome));
}
