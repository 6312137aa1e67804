import { createHmac, type KeyObject } from 'node:crypto';
import type { Principal } from '../auth/principal.js';
import { canonicalJson } from '../stores/audit/canonical-json.js';
import { sameText } from '../stores/same-text.js';

/** A row that stands for a principal until some time. */
export interface PrincipalRow {
  readonly hash: string;
  /** JSON of a `Principal`. */
  readonly principal: string;
  readonly expires_at: string;
  readonly mac: string;
}

/** Seals who a row stands for: who can write to the database but has no key lets nobody in by it. */
export class PrincipalSeal {
  /**
   * @param purpose - a row of one purpose is none of another.
   * @param environment - a copied database lets nobody in elsewhere.
   */
  constructor(
    private readonly key: KeyObject,
    private readonly purpose: 'session' | 'sign-in-code',
    private readonly environment: string,
  ) {}

  /** Makes a row. */
  seal(hash: string, who: Principal, expiresAt: string): PrincipalRow {
    const row = { hash, principal: JSON.stringify(who), expires_at: expiresAt };
    return { ...row, mac: this.macOf(row) };
  }

  /** Who a row stands for; undefined where it is not as it was written. */
  open(row: PrincipalRow): Principal | undefined {
    return sameText(row.mac, this.macOf(row)) ? (JSON.parse(row.principal) as Principal) : undefined;
  }

  private macOf({ hash, principal, expires_at }: Omit<PrincipalRow, 'mac'>): string {
    return createHmac('sha256', this.key)
      .update(canonicalJson([this.purpose, this.environment, hash, principal, expires_at]))
      .digest('hex');
  }
}
