import type { Cents } from '../kit/catalog/money.js';
import { CentsSum } from '../kit/catalog/money.js';
import { TOKEN_TYPES, type SpendFact, type TokenType } from './dimensions.js';

/** Measures of spend. */
export const SPEND_MEASURES = ['cost', 'list_cost', 'tokens', 'requests'] as const;

/** A measure of spend. */
export type SpendMeasure = (typeof SPEND_MEASURES)[number];

/** The sums of some facts. */
export class SpendSums {
  readonly #amount = new CentsSum();
  readonly #listAmount = new CentsSum();
  readonly #tokens = new Map<TokenType, number>();
  #requests = 0;

  /** The sums of these facts. */
  static of(facts: Iterable<SpendFact>): SpendSums {
    const sums = new SpendSums();
    for (const fact of facts) sums.add(fact);
    return sums;
  }

  /** Adds one fact. */
  add({ amount, listAmount, tokens, requests = 0 }: SpendFact): void {
    if (amount !== undefined) this.#amount.add(amount);
    if (listAmount !== undefined) this.#listAmount.add(listAmount);
    for (const type of TOKEN_TYPES) {
      const count = tokens?.[type];
      if (count) this.#tokens.set(type, (this.#tokens.get(type) ?? 0) + count);
    }
    this.#requests += requests;
  }

  /** Cost after discounts, cents. */
  get amount(): Cents {
    return this.#amount.total;
  }

  /** Cost before discounts, cents. */
  get listAmount(): Cents {
    return this.#listAmount.total;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Tokens of a kind; of all kinds if omitted. */
  tokens(type?: TokenType): number {
    if (type !== undefined) return this.#tokens.get(type) ?? 0;
    return [...this.#tokens.values()].reduce((sum, one) => sum + one, 0);
  }

  /** Compares by a measure, the greater one first. */
  static descending(by: SpendMeasure): (one: SpendSums, other: SpendSums) => number {
    return (one, other) => {
      switch (by) {
        case 'cost':
          return other.#amount.compare(one.#amount);
        case 'list_cost':
          return other.#listAmount.compare(one.#listAmount);
        case 'tokens':
          return other.tokens() - one.tokens();
        case 'requests':
          return other.#requests - one.#requests;
      }
    };
  }
}
