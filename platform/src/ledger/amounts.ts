/** An amount in parts that add up exactly in a database: whole cents, millionths of a cent, and millionths of these. */
export interface AmountParts {
  readonly cents: number;
  readonly micros: number;
  readonly picos: number;
}

/** An amount that has no exact parts; no figure is kept that is not the API's. */
export class InexactAmount extends Error {
  override readonly name = 'InexactAmount';
}

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/;
const PART_DIGITS = 6;
const PICOS_PER_CENT = 1_000_000_000_000n;
const PICOS_PER_MICRO = 1_000_000n;

/**
 * The parts of a decimal string.
 * @throws InexactAmount for more than 12 digits before or after the point
 */
export function partsOf(amount: string): AmountParts {
  const [, sign, cents = '', fraction = ''] = DECIMAL.exec(amount) ?? [];
  if (sign === undefined)
    throw new InexactAmount('An amount of the API is no decimal number that can be kept exactly.');
  const digits = fraction.padEnd(2 * PART_DIGITS, '0');
  const factor = sign === '' ? 1 : -1;
  // -0 is another text than 0 in a database.
  const part = (text: string): number => factor * Number(text) + 0;
  return {
    cents: part(cents),
    micros: part(digits.slice(0, PART_DIGITS)),
    picos: part(digits.slice(PART_DIGITS)),
  };
}

/**
 * The decimal string of sums of parts, without zeros at its end.
 * @throws InexactAmount for sums that a number does not hold exactly
 */
export function amountOf({ cents, micros, picos }: AmountParts): string {
  if (![cents, micros, picos].every(Number.isSafeInteger))
    throw new InexactAmount('The amounts of the ledger are too large to add up exactly.');
  const all = BigInt(cents) * PICOS_PER_CENT + BigInt(micros) * PICOS_PER_MICRO + BigInt(picos);
  const size = all < 0n ? -all : all;
  const fraction = (size % PICOS_PER_CENT)
    .toString()
    .padStart(2 * PART_DIGITS, '0')
    .replace(/0+$/, '');
  return `${all < 0n ? '-' : ''}${size / PICOS_PER_CENT}${fraction === '' ? '' : `.${fraction}`}`;
}
