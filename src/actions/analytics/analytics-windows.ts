import type { TimeWindows } from '../../kit/catalog/index.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** One request covers 31 days, and 24 hours of minutes. */
export const ANALYTICS_WINDOWS = {
  start: 'starting_at',
  end: 'ending_at',
  time: 'starting_at',
  preset: 20,
  buckets: {
    width: 'time_bucket_width',
    widths: {
      '1d': { ms: DAY_MS, cap: 31 },
      '1h': { ms: DAY_MS / 24, cap: 31 * 24 },
      '1m': { ms: DAY_MS / 24 / 60, cap: 24 * 60 },
    },
    sort: { field: 'order_by', value: 'time' },
    direction: { field: 'order', oldestFirst: 'asc' },
  },
} as const satisfies TimeWindows;
