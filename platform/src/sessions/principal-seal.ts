import type { KeyObject } from 'node:crypto';
import type { Fingerprinter } from 'anthropic-admin-connector';
import { canonicalJson } from '../audit/entry.js';
import type { Principal } from '../http/request-context.js';
import { hmac, sameText, sealingKey } from '../security/seal.js';

const KEY_PURPOSE = 'anthropic-admin-platform/session-seal/1';

/** A row that represents a principal until it expires. */
export interface PrincipalRow {
  readonly hash: string;
  /** JSON of a `Principal`. */
  readonly principal: string;
  readonly expires_at: string;
  readonly mac: string;
}

/** A row of one purpose is not accepted for another. */
export type SealPurpose = 'session' | 'sign-in-code';

/** Seals which principal a row represents: write access to the database without the key signs no one in. */
export class PrincipalSeal {
  /** @param environment - a copied database signs no one in at another installation. */
  constructor(
    private readonly key: KeyObject,
    private readonly purpose: SealPurpose,
    private readonly environment: string,
  ) {}

  /** The seal of an installation, by a key derived from its fingerprint key. */
  static from(fingerprinter: Fingerprinter, purpose: SealPurpose, environment: string): PrincipalSeal {
    return new PrincipalSeal(sealingKey(fingerprinter, KEY_PURPOSE), purpose, environment);
  }

  /** Makes a row. */
  seal(hash: string, who: Principal, expiresAt: string): PrincipalRow {
    const row = { hash, principal: JSON.stringify(who), expires_at: expiresAt };
    return { ...row, mac: this.macOf(row) };
  }

  /** The principal of a row; undefined where the row is not as it was written. */
  open(row: PrincipalRow): Principal | undefined {
    return sameText(row.mac, this.macOf(row)) ? (JSON.parse(row.principal) as Principal) : undefined;
  }

  private macOf({ hash, principal, expires_at }: Omit<PrincipalRow, 'mac'>): string {
    return hmac(this.key, canonicalJson([this.purpose, this.environment, hash, principal, expires_at]));
  }
}
