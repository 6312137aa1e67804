/** The headers of a response, by name; a list is sent as one line per value. */
type HintHeaders = Readonly<Record<string, string | readonly string[]>>;

const FAR_DATE = 'Fri, 31 Dec 9999 23:59:59 GMT';
const PAST_DATE = 'Thu, 01 Jan 1970 00:00:00 GMT';

/** Hints of how long to wait that no client should take at their word, by name. */
export const WAIT_HINTS: Readonly<Record<string, HintHeaders>> = {
  none: {},
  zero: { 'retry-after': '0' },
  negative: { 'retry-after': '-5' },
  fraction: { 'retry-after': '1.5' },
  year: { 'retry-after': '31536000' },
  beyond_integers: { 'retry-after': '99999999999999999999' },
  infinite: { 'retry-after': 'Infinity' },
  exponent: { 'retry-after': '1e9' },
  hexadecimal: { 'retry-after': '0xFFFF' },
  words: { 'retry-after': 'soon' },
  empty: { 'retry-after': '' },
  doubled: { 'retry-after': ['2', '86400'] },
  joined: { 'retry-after': '2, 86400' },
  past_date: { 'retry-after': PAST_DATE },
  far_date: { 'retry-after': FAR_DATE },
  iso_date: { 'retry-after': '9999-12-31T23:59:59Z' },
  epoch_seconds: { 'retry-after': '253402300799' },
  milliseconds_zero: { 'retry-after-ms': '0' },
  milliseconds_negative: { 'retry-after-ms': '-1' },
  milliseconds_year: { 'retry-after-ms': '31536000000' },
  milliseconds_words: { 'retry-after-ms': 'NaN' },
  reset_past: { 'anthropic-ratelimit-requests-reset': '1970-01-01T00:00:00Z' },
  reset_far: { 'anthropic-ratelimit-requests-reset': '9999-12-31T23:59:59Z' },
  reset_seconds: { 'anthropic-ratelimit-requests-reset': '31536000' },
  reset_epoch: { 'anthropic-ratelimit-requests-reset': '253402300799' },
  reset_words: { 'anthropic-ratelimit-requests-reset': 'tomorrow' },
  should_retry_far: { 'x-should-retry': 'true', 'retry-after': '31536000' },
};
