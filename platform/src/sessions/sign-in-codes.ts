import type { Kysely } from 'kysely';
import { moment, type Schema } from '../database/schema.js';
import type { Principal } from '../http/request-context.js';
import type { PrincipalSeal } from './principal-seal.js';
import { hashOf, isSecret, newSecret } from './secrets.js';
import type { SealedSet } from '../auth/sealed-set.js';
import { CODE_MS, standing } from './session-store.js';

/** Codes of sign-in links; each works once. */
export class SignInCodes {
  /**
   * @param inForce - the codes that were not used
   * @param now - epoch milliseconds
   */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly seal: PrincipalSeal,
    private readonly inForce: SealedSet,
    private readonly now: () => number = Date.now,
  ) {}

  /** Creates a code for a principal. */
  async issue(principal: Principal): Promise<string> {
    const code = newSecret();
    const row = this.seal.seal(hashOf(code), principal, moment(this.now(), CODE_MS));
    await this.db.transaction().execute(async (transaction) => {
      await this.inForce.put(transaction, row.hash, () => standing(principal, row.expires_at));
      await transaction.insertInto('sign_in_codes').values(row).execute();
    });
    return code;
  }

  /**
   * Consumes a code, in one transaction, so only one of two requests with the same code succeeds; undefined if it is
   * not valid, or was put back after it was used. Unknown codes cause no write, because anyone may try them.
   */
  async redeem(code: string): Promise<Principal | undefined> {
    if (!isSecret(code) || !(await this.exists(code))) return undefined;
    return this.db.transaction().execute(async (transaction) => {
      const unused = await this.inForce.put(transaction, hashOf(code), () => undefined);
      const row = await transaction
        .deleteFrom('sign_in_codes')
        .where('hash', '=', hashOf(code))
        .where('expires_at', '>', moment(this.now()))
        .returningAll()
        .executeTakeFirst();
      return unused === undefined ? undefined : row && this.seal.open(row);
    });
  }

  private async exists(code: string): Promise<boolean> {
    const found = await this.db
      .selectFrom('sign_in_codes')
      .select('hash')
      .where('hash', '=', hashOf(code))
      .executeTakeFirst();
    return found !== undefined;
  }
}
