import type { SpendCell } from 'anthropic-admin-connector';
import type { Kysely } from 'kysely';
import type { Database } from '../database/database.js';
import type { LedgerActorsTable, LedgerCombinationsTable, Schema } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';

/** The most combinations of one ledger: they are in memory while it is synchronized. */
export const MOST_COMBINATIONS = 200_000;

/** A ledger has more combinations of dimensions than it may have. */
export class TooManyCombinations extends Error {
  override readonly name = 'TooManyCombinations';
}

type Combination = Omit<LedgerCombinationsTable, 'ledger' | 'combination'>;

/** What the cells of one ledger are about, by number. One sync at a time adds to it. */
export class Dictionary {
  readonly #actors = new Map<string, number>();
  readonly #combinations = new Map<string, number>();
  #new: { actors: LedgerActorsTable[]; combinations: LedgerCombinationsTable[] } = NOTHING_NEW();

  private constructor(
    private readonly ledger: number,
    private readonly tenantId: string,
    private readonly seal: Pick<RowSeal, 'macOf'>,
  ) {}

  /** Reads that of a ledger. */
  static async load(
    { db }: Pick<Database, 'db'>,
    seal: Pick<RowSeal, 'macOf'>,
    { ledger, tenant_id: tenantId }: { readonly ledger: number; readonly tenant_id: string },
  ): Promise<Dictionary> {
    const dictionary = new Dictionary(ledger, tenantId, seal);
    const actors = await db
      .selectFrom('ledger_actors')
      .select(['actor', 'digest'])
      .where('ledger', '=', ledger)
      .execute();
    for (const { actor, digest } of actors) dictionary.#actors.set(digest, actor);
    const combinations = await db
      .selectFrom('ledger_combinations')
      .selectAll()
      .where('ledger', '=', ledger)
      .execute();
    for (const { ledger: _, combination, ...about } of combinations)
      dictionary.#combinations.set(keyOf(about), combination);
    return dictionary;
  }

  /**
   * The number of what a cell is about; a new one is stored by `save`.
   * @throws TooManyCombinations
   */
  numberOf(cell: SpendCell): number {
    const { workspace_id, api_key_id, model, product, cost_type, token_type, unit } = cell;
    const about = {
      workspace_id,
      api_key_id,
      actor: this.#actorOf(cell),
      model,
      product,
      cost_type,
      token_type,
      unit,
    };
    const key = keyOf(about);
    const known = this.#combinations.get(key);
    if (known !== undefined) return known;
    const combination = this.#combinations.size + 1;
    if (combination > MOST_COMBINATIONS)
      throw new TooManyCombinations(`The ledger has ${MOST_COMBINATIONS} combinations of dimensions.`);
    this.#combinations.set(key, combination);
    this.#new.combinations.push({ ledger: this.ledger, combination, ...about });
    return combination;
  }

  /** Stores what is new. If its transaction fails, this dictionary must not be used any longer. */
  async save(transaction: Kysely<Schema>): Promise<void> {
    const { actors, combinations } = this.#new;
    this.#new = NOTHING_NEW();
    for (const row of actors) await transaction.insertInto('ledger_actors').values(row).execute();
    for (const row of combinations) await transaction.insertInto('ledger_combinations').values(row).execute();
  }

  #actorOf({ actor }: SpendCell): number | null {
    if (actor === null) return null;
    const provider = actor.provider === undefined ? null : JSON.stringify(actor.provider);
    const digest = this.seal.macOf('ledger-actor', [this.tenantId, actor.type, actor.id, provider]);
    const known = this.#actors.get(digest);
    if (known !== undefined) return known;
    const number = this.#actors.size + 1;
    this.#actors.set(digest, number);
    const { type, id } = actor;
    this.#new.actors.push({
      ledger: this.ledger,
      actor: number,
      digest,
      type,
      id,
      provider,
      erased_at: null,
    });
    return number;
  }
}

const NOTHING_NEW = (): { actors: LedgerActorsTable[]; combinations: LedgerCombinationsTable[] } => ({
  actors: [],
  combinations: [],
});

const keyOf = (about: Combination): string =>
  JSON.stringify([
    about.workspace_id,
    about.api_key_id,
    about.actor,
    about.model,
    about.product,
    about.cost_type,
    about.token_type,
    about.unit,
  ]);
