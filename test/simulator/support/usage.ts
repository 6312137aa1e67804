/** A row of the messages report. */
export interface UsageItem {
  readonly uncached_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_1h_input_tokens: number;
    readonly ephemeral_5m_input_tokens: number;
  };
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
  readonly server_tool_use: { readonly web_search_requests: number };
  readonly account_id: string | null;
  readonly api_key_id: string | null;
  readonly context_window: '0-200k' | '200k-1M';
  readonly inference_geo: 'global' | 'us' | 'not_available';
  readonly model: string;
  readonly service_account_id: string | null;
  readonly service_tier: 'standard' | 'batch' | 'priority';
  readonly speed?: 'standard' | 'fast';
  readonly workspace_id: string | null;
}

/** The amounts of a row by the name that the cost report gives them. */
export const amountsOf = (row: UsageItem) => ({
  uncached_input_tokens: row.uncached_input_tokens,
  cache_read_input_tokens: row.cache_read_input_tokens,
  'cache_creation.ephemeral_5m_input_tokens': row.cache_creation.ephemeral_5m_input_tokens,
  'cache_creation.ephemeral_1h_input_tokens': row.cache_creation.ephemeral_1h_input_tokens,
  output_tokens: row.output_tokens,
  web_search_requests: row.server_tool_use.web_search_requests,
});

/** The sum of some rows, amount by amount. */
export function tokensOf(rows: readonly UsageItem[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, amount] of rows.flatMap((row) => Object.entries(amountsOf(row)))) {
    sums[name] = (sums[name] ?? 0) + amount;
  }
  return sums;
}

/** A bucket of the messages report. */
export interface UsageBucket {
  readonly results: readonly UsageItem[];
}

/** All rows of some buckets. */
export const rowsOf = (buckets: readonly UsageBucket[]): UsageItem[] =>
  buckets.flatMap(({ results }) => results);
