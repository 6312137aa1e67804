import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { setImmediate as others } from 'node:timers/promises';
import { decrypt, encrypt } from 'anthropic-admin-connector/vault';
import type { Insertable, Kysely } from 'kysely';
import type { AuditKeysTable, Schema } from '../../database/schema.js';
import { PlatformError } from '../../problems/platform-error.js';
import { hmac } from '../../security/seal.js';
import { Searches } from './searches.js';

/** What an entry has in place of a text that names a person. */
export interface Person {
  /** Random, so it tells nothing once its key is gone. */
  readonly id: string;
  /** The text under the key of the person, base64url. */
  readonly sealed: string;
}

/** Persons of a tenant by the texts that name them, and the rows of those that have no key yet. */
export interface FoundPersons {
  readonly persons: ReadonlyMap<string, Person>;
  readonly rows: readonly Insertable<AuditKeysTable>[];
}

const KEY_BYTES = 32;
const ID_BYTES = 16;

/** Rows in one query. */
const PAGE = 500;

/**
 * The keys of persons: one for each person of a tenant, encrypted under a key of the tenant, which is derived from the fingerprint key
 * of the keyring. Without the row of a person, nothing opens what entries hold of them.
 */
export class PersonKeys {
  readonly #searches = new Searches<string[]>();

  /** @param root - the key that those of tenants are derived from. */
  constructor(private readonly root: KeyObject) {}

  /** The persons that texts name; those without a key get one, whose rows the caller inserts. */
  async find(db: Kysely<Schema>, tenantId: string, texts: readonly string[]): Promise<FoundPersons> {
    const lookups = new Map(texts.map((text) => [text, this.#lookup(tenantId, text)]));
    const stored = new Map<string, Insertable<AuditKeysTable>>();
    const known = await rowsBy(db, tenantId, 'lookup', [...new Set(lookups.values())]);
    const erased = new Set(
      await erasedAmong(
        db,
        tenantId,
        known.map(({ id }) => id),
      ),
    );
    // A key that does not open, as after the loss of a keyring, that is another person's or is back is not used again.
    for (const row of known) if (this.#isOf(row) && !erased.has(row.id)) stored.set(row.lookup, row);
    const made = new Map<string, Insertable<AuditKeysTable>>();
    const persons = new Map<string, Person>();
    for (const [text, lookup] of lookups) {
      const row = stored.get(lookup) ?? made.get(lookup) ?? this.#make(tenantId, lookup, text);
      if (!stored.has(lookup)) made.set(lookup, row);
      const key = this.#keyIn(row);
      if (key) persons.set(text, { id: row.id, sealed: boxOf(key, Buffer.from(text), contextOf(row)) });
    }
    return { persons, rows: [...made.values()] };
  }

  /** The ids that entries of a tenant may have for a text. */
  async idsOf(db: Kysely<Schema>, tenantId: string, text: string): Promise<string[]> {
    const rows = await rowsBy(db, tenantId, 'lookup', [this.#lookup(tenantId, text)]);
    return rows.map(({ id }) => id);
  }

  /**
   * The ids of a text by what their rows say once they are opened, whatever their column `lookup` says: a writer of rows changes that.
   * A row that does not open counts by that column.
   */
  async idsNamed(db: Kysely<Schema>, tenantId: string, text: string): Promise<string[]> {
    const [lookup, found] = [this.#lookup(tenantId, text), [] as string[]];
    for await (const page of pagesOf(db, tenantId)) {
      for (const row of page) {
        const name = this.#nameIn(row);
        if (name === undefined ? row.lookup === lookup : samePerson(name, text)) found.push(row.id);
      }
    }
    return found;
  }

  /** The texts of persons that ids stand for, as far as they open. */
  async namesOf(db: Kysely<Schema>, tenantId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await rowsBy(db, tenantId, 'id', ids);
    return rows.map((row) => this.#nameIn(row)).filter((name) => name !== undefined);
  }

  /**
   * The ids that entries of a tenant may have for texts that contain a part, in any case.
   * @throws PlatformError (invalid_input) where it is in more than 5,000 of them, or (throttled) where the tenant searches too much.
   */
  idsLike(db: Kysely<Schema>, tenantId: string, part: string): Promise<string[]> {
    const wanted = part.toLowerCase();
    return this.#searches.run(tenantId, wanted, () => this.#searchFor(db, tenantId, wanted));
  }

  async #searchFor(db: Kysely<Schema>, tenantId: string, wanted: string): Promise<string[]> {
    const found: string[] = [];
    for await (const page of pagesOf(db, tenantId)) {
      for (const row of page) {
        if (this.#nameIn(row)?.toLowerCase().includes(wanted)) found.push(row.id);
      }
      if (found.length > MOST_FOUND)
        throw new PlatformError('invalid_input', {
          message: `More than ${MOST_FOUND.toLocaleString('en')} persons of the audit have that in their id or address. Give more of it.`,
        });
    }
    return found;
  }

  /**
   * The texts in what entries of a tenant hold, by its ciphertext: null where the person was erased, undefined where the key is missing
   * or does not open it.
   * @param sealed - the id of the person by the ciphertext.
   */
  async open(
    db: Kysely<Schema>,
    tenantId: string,
    sealed: ReadonlyMap<string, string>,
  ): Promise<Map<string, string | null | undefined>> {
    const ids = [...new Set(sealed.values())];
    const rows = new Map((await rowsBy(db, tenantId, 'id', ids)).map((row) => [row.id, row]));
    const erased = new Set(await erasedAmong(db, tenantId, ids));
    const textOf = (id: string, box: string): string | null | undefined => {
      // Also where a key is back, as from a part of a backup.
      if (erased.has(id)) return null;
      const row = rows.get(id);
      const key = row && this.#keyIn(row);
      return key && opened(key, box, contextOf(row))?.toString();
    };
    return new Map([...sealed].map(([box, id]) => [box, textOf(id, box)]));
  }

  #make(tenantId: string, lookup: string, text: string): Insertable<AuditKeysTable> {
    const id = `person_${randomBytes(ID_BYTES).toString('base64url')}`;
    const context = contextOf({ tenant_id: tenantId, id });
    const key = randomBytes(KEY_BYTES);
    const wrapped = boxOf(this.#tenantKey(tenantId), key, context);
    const name = boxOf(createSecretKey(key), Buffer.from(text), context);
    return { tenant_id: tenantId, id, lookup, wrapped_key: wrapped, name };
  }

  #keyIn(row: AuditKeysTable): KeyObject | undefined {
    const key = opened(this.#tenantKey(row.tenant_id), row.wrapped_key, contextOf(row));
    return key?.length === KEY_BYTES ? createSecretKey(key) : undefined;
  }

  #nameIn(row: AuditKeysTable): string | undefined {
    const key = this.#keyIn(row);
    return key && opened(key, row.name, contextOf(row))?.toString();
  }

  /** Whether a row is the one of the person that its lookup says. */
  #isOf(row: AuditKeysTable): boolean {
    const name = this.#nameIn(row);
    return name !== undefined && this.#lookup(row.tenant_id, name) === row.lookup;
  }

  #tenantKey(tenantId: string): KeyObject {
    return createSecretKey(Buffer.from(hmac(this.root, JSON.stringify(['tenant', tenantId])), 'hex'));
  }

  #lookup(tenantId: string, text: string): string {
    return hmac(this.root, JSON.stringify(['lookup', tenantId, personIn(text)]));
  }
}

/** Addresses are the same person in any case of their letters. */
const personIn = (text: string): string => (text.includes('@') ? text.toLowerCase() : text);

/** Whether two texts name one person. */
export const samePerson = (one: string, other: string): boolean => personIn(one) === personIn(other);

const MOST_FOUND = 5_000;

async function* pagesOf(
  db: Kysely<Schema>,
  tenantId: string,
): AsyncGenerator<AuditKeysTable[], void, undefined> {
  for (let after = ''; ;) {
    const page = await db
      .selectFrom('audit_keys')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? '';
    // Decrypting a page takes a few milliseconds, during which others wait.
    await others();
  }
}

const contextOf = ({ tenant_id: tenantId, id }: Pick<AuditKeysTable, 'tenant_id' | 'id'>): Buffer =>
  Buffer.from(JSON.stringify([tenantId, id]));

async function rowsBy(
  db: Kysely<Schema>,
  tenantId: string,
  column: 'id' | 'lookup',
  values: readonly string[],
): Promise<AuditKeysTable[]> {
  const rows: AuditKeysTable[] = [];
  for (let from = 0; from < values.length; from += PAGE) {
    const page = db
      .selectFrom('audit_keys')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where(column, 'in', values.slice(from, from + PAGE))
      .orderBy('id');
    rows.push(...(await page.execute()));
  }
  return rows;
}

async function erasedAmong(db: Kysely<Schema>, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = db
      .selectFrom('audit_erasures')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids.slice(from, from + PAGE));
    found.push(...(await page.execute()).map(({ id }) => id));
  }
  return found;
}

const boxOf = (key: KeyObject, plaintext: Uint8Array, context: Uint8Array): string =>
  Buffer.from(encrypt(key, plaintext, context)).toString('base64url');

const opened = (key: KeyObject, box: string, context: Uint8Array): Buffer | undefined =>
  decrypt(key, Buffer.from(box, 'base64url'), context);
