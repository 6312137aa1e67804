import type { Metric, Stream } from './stream.js';

/** 10^-12 cents; small enough for every price to be an integer. */
export type Picocents = bigint;

const PER_CENT = 1_000_000_000_000n;
const PER_DOLLAR_A_MILLION = 100_000_000n;

/** Dollars per million tokens by model family. Fictitious; not a price list. */
const DOLLARS: Readonly<Record<string, { readonly input: bigint; readonly output: bigint }>> = {
  opus: { input: 5n, output: 25n },
  sonnet: { input: 3n, output: 15n },
  haiku: { input: 1n, output: 5n },
};

/** Percent of the input price. */
const INPUT_SHARE: Readonly<Partial<Record<Metric, bigint>>> = {
  uncached_input_tokens: 100n,
  cache_read_input_tokens: 10n,
  'cache_creation.ephemeral_5m_input_tokens': 125n,
  'cache_creation.ephemeral_1h_input_tokens': 200n,
};

/** 1 cent per search, 6 cents per hour of code execution, 9 cents per session hour. */
const FLAT: Readonly<Partial<Record<Metric, Picocents>>> = {
  web_search_requests: PER_CENT,
  code_execution_minutes: PER_CENT / 10n,
  session_minutes: (15n * PER_CENT) / 100n,
};

/** The attributes that determine the price of a token. */
export type Priced = Pick<Stream, 'model' | 'service_tier' | 'context_window' | 'inference_geo' | 'speed'>;

/** The price of one unit of a metric; zero if it is not charged. */
export function unitPrice(line: Priced, metric: Metric): Picocents {
  const flat = FLAT[metric];
  if (flat !== undefined) return flat;
  const family = DOLLARS[familyOf(line.model)];
  if (!family || metric === 'requests') return 0n;
  const long = line.context_window === '200k-1M';
  const share = INPUT_SHARE[metric];
  const base = share === undefined ? family.output * 100n : family.input * share;
  const halves = line.service_tier === 'batch' ? 1n : 2n;
  const longHalves = long ? (share === undefined ? 3n : 4n) : 2n;
  const tenths = line.inference_geo === 'us' ? 11n : 10n;
  const speed = line.speed === 'fast' ? 6n : 1n;
  return (base * PER_DOLLAR_A_MILLION * halves * longHalves * tenths * speed) / 4_000n;
}

/** The family in a model name: `opus` for `claude-opus-5-5`. */
export function familyOf(model: string): string {
  return model.split('-')[1] ?? '';
}

/** Formats an amount in cents, without trailing zeros. */
export function centsText(amount: Picocents): string {
  const whole = amount / PER_CENT;
  const part = (amount % PER_CENT).toString().padStart(12, '0').replace(/0+$/, '');
  return part === '' ? whole.toString() : `${whole}.${part}`;
}

/** Rounds an amount down to thousandths of a cent. */
export function thousandthsOfCents(amount: Picocents): Picocents {
  return amount - (amount % (PER_CENT / 1_000n));
}

/** Rounds an amount to cents, half up. */
export function wholeCents(amount: Picocents): bigint {
  return (amount + PER_CENT / 2n) / PER_CENT;
}
