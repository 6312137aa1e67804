const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const DOLLARS = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;
/** All currencies of the API have two decimal places. */
const PLACES = 2;

/**
 * An amount of cents (text or number) as money with all of its digits, such as `$380.05481432`; anything else stays as
 * it is.
 */
export function moneyOf(cents: unknown, currency: string): unknown {
  const decimal = decimalOf(cents);
  if (decimal === undefined) return cents;
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(decimal) ?? [];
  return `${sign}${currency === 'USD' ? '$' : `${currency} `}${BigInt(whole).toLocaleString('en-US')}.${fraction}`;
}

/** An amount of US dollars as money with all of its digits; anything else stays as it is. */
export function dollarsAsMoney(dollars: unknown): unknown {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(String(dollars)) ?? [];
  if (whole === undefined) return dollars;
  return `${sign}$${BigInt(whole).toLocaleString('en-US')}.${fraction.padEnd(PLACES, '0')}`;
}

/** An amount of cents in units of its currency, such as `380.05481432`; undefined where it is not a number. */
export function decimalOf(cents: unknown): string | undefined {
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(String(cents)) ?? [];
  if (sign === undefined) return undefined;
  const digits = whole.padStart(PLACES + 1, '0');
  const small = `${digits.slice(-PLACES)}${fraction}`.replace(/0+$/, '').padEnd(PLACES, '0');
  return `${sign}${BigInt(digits.slice(0, -PLACES))}.${small}`;
}

/** The cents of an amount as a person types it, such as `$1,500.50`; undefined where it is none. */
export function centsOf(dollars: string): string | undefined {
  const [, whole, fraction = ''] = DOLLARS.exec(dollars.trim()) ?? [];
  if (whole === undefined) return undefined;
  return String(BigInt(`${whole.replaceAll(',', '')}${fraction.padEnd(PLACES, '0')}`));
}
