import type { Picocents } from './prices.js';
import { familyOf, unitPrice } from './prices.js';
import type { Metric, Stream } from './stream.js';
import { INDEX, METRICS, TOKEN_METRICS } from './stream.js';
import { usageOf } from './measure.js';

/** The type of a cost (`cost_type`). */
export type CostType = 'code_execution' | 'session_usage' | 'tokens' | 'web_search';

/** One charge of a stream. */
export interface CostLine {
  readonly stream: Stream;
  readonly metric: Metric;
  readonly costType: CostType;
  readonly price: Picocents;
  readonly description: string;
}

const TYPES: Readonly<Partial<Record<Metric, CostType>>> = {
  web_search_requests: 'web_search',
  code_execution_minutes: 'code_execution',
  session_minutes: 'session_usage',
};

const NAMES: Readonly<Record<CostType, string>> = {
  tokens: '',
  web_search: 'Web Search Usage',
  code_execution: 'Code Execution Usage',
  session_usage: 'Session Usage',
};

const TOKEN_NAMES: Readonly<Partial<Record<Metric, string>>> = {
  uncached_input_tokens: 'Input Tokens',
  cache_read_input_tokens: 'Input Tokens, Cache Read',
  'cache_creation.ephemeral_5m_input_tokens': 'Input Tokens, Cache Write 5m',
  'cache_creation.ephemeral_1h_input_tokens': 'Input Tokens, Cache Write 1h',
  output_tokens: 'Output Tokens',
};

/** The charges of streams. Priority-tier tokens are not included (ADMIN_API.md, "cost_report"). */
export function costLines(streams: readonly Stream[]): CostLine[] {
  return streams.flatMap((stream) =>
    METRICS.filter((metric) => isCharged(stream, metric)).map((metric): CostLine => {
      const costType = TYPES[metric] ?? 'tokens';
      const description = costType === 'tokens' ? describeTokens(stream, metric) : NAMES[costType];
      return { stream, metric, costType, price: unitPrice(stream, metric), description };
    }),
  );
}

function isCharged(stream: Stream, metric: Metric): boolean {
  if (stream.daily[INDEX[metric]] === 0 || metric === 'requests') return false;
  return stream.service_tier !== 'priority' || !TOKEN_METRICS.includes(metric);
}

function describeTokens(stream: Stream, metric: Metric): string {
  const traits = [
    stream.service_tier === 'batch' ? 'Batch' : '',
    stream.context_window === '200k-1M' ? 'Long Context' : '',
    stream.speed === 'fast' ? 'Fast' : '',
    stream.inference_geo === 'us' ? 'US' : '',
  ].filter((trait) => trait !== '');
  const suffix = traits.length === 0 ? '' : ` (${traits.join(', ')})`;
  return `${displayName(stream.model)} Usage - ${TOKEN_NAMES[metric]}${suffix}`;
}

/** Formats `claude-sonnet-4-5` as Claude Sonnet 4.5. */
function displayName(model: string): string {
  const family = familyOf(model);
  const version = model.split('-').slice(2).join('.');
  return `Claude ${family.charAt(0).toUpperCase()}${family.slice(1)} ${version}`;
}

/** The cost of each line between two times, in the order of the lines. */
export function costsOf(lines: readonly CostLine[], from: number, to: number): readonly Picocents[] {
  let measured: Stream | undefined;
  let amounts: Float64Array = new Float64Array();
  return lines.map(({ stream, metric, price }) => {
    if (stream !== measured) amounts = usageOf(stream, from, to);
    measured = stream;
    return BigInt(amounts[INDEX[metric]] as number) * price;
  });
}
