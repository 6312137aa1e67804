import type { SpendCell } from './cells.js';

/** What a charge was for, in the terms of FOCUS. */
export interface FocusSku {
  readonly id: string;
  readonly priceId: string;
  readonly meter: string;
  /** JSON of the properties that all charges with this price have. */
  readonly priceDetails: string;
}

interface Meter {
  readonly name: string;
  readonly direction?: 'Input' | 'Output';
  readonly cache?: 'Uncached' | 'Read' | 'Write';
  readonly ttl?: string;
}

const METERS: Readonly<Record<string, Meter>> = {
  uncached_input_tokens: { name: 'Input Tokens', direction: 'Input', cache: 'Uncached' },
  cache_read_input_tokens: { name: 'Cache Read Input Tokens', direction: 'Input', cache: 'Read' },
  'cache_creation.ephemeral_5m_input_tokens': {
    name: 'Cache Write Input Tokens',
    direction: 'Input',
    cache: 'Write',
    ttl: '5m',
  },
  'cache_creation.ephemeral_1h_input_tokens': {
    name: 'Cache Write Input Tokens',
    direction: 'Input',
    cache: 'Write',
    ttl: '1h',
  },
  output_tokens: { name: 'Output Tokens', direction: 'Output' },
  web_search: { name: 'Web Searches' },
  code_execution: { name: 'Code Execution' },
  session_usage: { name: 'Session Usage' },
};

/** What the price of a charge can depend on, beside model and kind. */
const PRICED_BY = ['service_tier', 'inference_geo', 'speed', 'context_window'] as const;

/** The SKU and the price of a cell. What is not known is left out, so a price has the same details wherever it occurs. */
export function focusSkuOf(cell: SpendCell): FocusSku {
  const kind = cell.token_type ?? cell.cost_type ?? 'other';
  const meter = Object.hasOwn(METERS, kind) ? METERS[kind]! : { name: titleOf(kind) };
  const id = cell.model === null ? kind : `${cell.model}:${kind}`;
  const priced = PRICED_BY.flatMap((name) => {
    const value = cell[name];
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
  return {
    id,
    priceId: [id, ...priced.map(([name, value]) => `${name}=${value}`)].join(':'),
    meter: meter.name,
    priceDetails: JSON.stringify({
      ...(cell.model !== null && { x_ModelId: cell.model }),
      x_ModelDeveloper: 'Anthropic',
      ...(meter.direction && { x_TokenDirection: meter.direction }),
      ...(meter.cache && { x_TokenCacheAction: meter.cache }),
      ...(meter.ttl && { x_CacheTimeToLive: meter.ttl }),
      ...Object.fromEntries(priced.map(([name, value]) => [`x_${pascal(name)}`, value])),
    }),
  };
}

const words = (text: string): string[] =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));

const pascal = (text: string): string => words(text).join('');

/** A kind that this version does not know, as a title. */
const titleOf = (kind: string): string => words(kind).join(' ') || 'Other';
