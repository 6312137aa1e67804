import Big from 'big.js';

declare const unit: unique symbol;

/** An amount of hundredths of a US dollar, exact: `'1234.5'` is $12.345. */
export type Cents = string & { readonly [unit]: 'cents' };

/** An amount of US dollars, exact: `'12.345'`. */
export type Dollars = string & { readonly [unit]: 'dollars' };

/** What an API may send: more digits would be a text of any length. */
const DECIMAL = /^-?\d{1,40}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,2})?$/;

/**
 * An amount of cents, from a decimal text or a number.
 * @throws RangeError where it is no decimal number.
 */
export const cents = (amount: string | number): Cents => decimal(amount) as Cents;

/**
 * An amount of dollars, from a decimal text or a number.
 * @throws RangeError where it is no decimal number.
 */
export const dollars = (amount: string | number): Dollars => decimal(amount) as Dollars;

/** The same amount in dollars; no digit is lost. */
export const toDollars = (amount: Cents): Dollars => Big(amount).times('0.01').toFixed() as Dollars;

/** The same amount in cents; no digit is lost. */
export const toCents = (amount: Dollars): Cents => Big(amount).times(100).toFixed() as Cents;

/** The exact sum of amounts of one unit. */
export function sumOf(amounts: Iterable<Cents>): Cents;
export function sumOf(amounts: Iterable<Dollars>): Dollars;
export function sumOf(amounts: Iterable<string>): string {
  let sum = Big(0);
  for (const amount of amounts) sum = sum.plus(amount);
  return sum.toFixed();
}

/** The exact difference of two amounts of one unit. */
export const differenceOf = <Amount extends Cents | Dollars>(from: Amount, less: NoInfer<Amount>): Amount =>
  Big(from).minus(less).toFixed() as Amount;

/** Which of two amounts of one unit is greater: negative, 0 or positive. */
export const compareAmounts = <Amount extends Cents | Dollars>(one: Amount, other: NoInfer<Amount>): number =>
  Big(one).cmp(other);

function decimal(amount: string | number): string {
  const text = String(amount);
  if (!DECIMAL.test(text))
    throw new RangeError(`An amount must be a decimal number, such as 1234.5; got ${text.slice(0, 40)}.`);
  return Big(text).toFixed();
}

/** A sum of cents that grows: exact, and without a text for each step. */
export class CentsSum {
  #sum = Big(0);

  add(amount: Cents): void {
    this.#sum = this.#sum.plus(amount);
  }

  get total(): Cents {
    return this.#sum.toFixed() as Cents;
  }

  /** Negative, 0 or positive. */
  compare(other: CentsSum): number {
    return this.#sum.cmp(other.#sum);
  }
}

/** A part of a whole in percent, to one decimal; undefined where the whole is 0. */
export function percentOf<Amount extends Cents | Dollars>(
  part: Amount,
  whole: NoInfer<Amount>,
): number | undefined {
  const of = Big(whole);
  return of.eq(0) ? undefined : Number(Big(part).times(100).div(of.abs()).toFixed(1));
}

/** An amount as people write it, rounded to cents: `$1,234.50`. */
export function dollarText(amount: Dollars): string {
  const [whole = '', fraction = ''] = Big(amount).abs().toFixed(2).split('.');
  const text = `$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
  return Big(amount).lt(0) && text !== '$0.00' ? `-${text}` : text;
}

/** The amount times a fraction such as 0.25, exact. */
export const timesOf = <Amount extends Cents | Dollars>(amount: Amount, factor: string | number): Amount =>
  Big(amount).times(factor).toFixed() as Amount;
