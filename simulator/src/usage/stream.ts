/** The metrics, in the order of the numbers in `Stream.daily`. */
export const METRICS = [
  'uncached_input_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'output_tokens',
  'web_search_requests',
  'code_execution_minutes',
  'session_minutes',
  'requests',
] as const;

/** A metric. */
export type Metric = (typeof METRICS)[number];

/** The index of each metric in a row of amounts. */
export const INDEX = Object.fromEntries(METRICS.map((name, index) => [name, index])) as Readonly<
  Record<Metric, number>
>;

/** The token metrics; their names are the `token_type` values of the cost report. */
export const TOKEN_METRICS = METRICS.slice(0, 5);

/** How the usage of a day is distributed over its hours. */
export type DayShape = 'office' | 'night' | 'steady';

/** A continuous use of Claude by one actor, with one model and one set of parameters. */
export interface Stream {
  /** The random seed of this stream. */
  readonly number: number;
  readonly account_id: string | null;
  readonly api_key_id: string | null;
  readonly service_account_id: string | null;
  /** Null for the default workspace, as in the reports. */
  readonly workspace_id: string | null;
  readonly model: string;
  readonly service_tier: 'standard' | 'batch' | 'priority';
  readonly context_window: '0-200k' | '200k-1M';
  readonly inference_geo: 'global' | 'us' | 'not_available';
  readonly speed: 'standard' | 'fast';
  readonly product:
    'claude_code' | 'claude_console' | 'managed_agents_api' | 'message_batches_api' | 'messages_api';
  readonly agent_id: string | null;
  readonly environment_id: string | null;
  readonly deployment_id: string | null;
  /** The terminal of Claude Code; null for other products. */
  readonly terminal: string | null;
  readonly remote: boolean;
  /** The amounts of a working day at the start of the stream. */
  readonly daily: readonly number[];
  /** Growth per year, as a fraction of the first day. */
  readonly growth: number;
  /** The usage of a weekend day, as a fraction of a working day. */
  readonly weekend: number;
  readonly shape: DayShape;
  /** The start and end of the usage, epoch milliseconds; growth counts from the start. */
  readonly growsFrom: number;
  readonly from: number;
  readonly until: number;
  /** What is known of the usage of a day (days since 1970), relative to all of it; all if omitted. */
  readonly revision?: (day: number) => number;
}
