/** What is counted, in the order of the numbers in `Stream.daily`. */
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

/** One of the things counted. */
export type Metric = (typeof METRICS)[number];

/** Where a metric stands in a row of amounts. */
export const INDEX = Object.fromEntries(METRICS.map((name, index) => [name, index])) as Readonly<
  Record<Metric, number>
>;

/** The metrics that are tokens; their names are the `token_type` of the cost report. */
export const TOKEN_METRICS = METRICS.slice(0, 5);

/** How a stream's day is spread over its hours. */
export type DayShape = 'office' | 'night' | 'steady';

/** A steady use of Claude: one key or person, one model, one way of calling it. */
export interface Stream {
  /** Tells this stream's chance from that of the others. */
  readonly number: number;
  readonly account_id: string | null;
  readonly api_key_id: string | null;
  readonly service_account_id: string | null;
  /** Null stands for the default workspace, as in the reports. */
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
  /** Where Claude Code runs; null for every other product. */
  readonly terminal: string | null;
  readonly remote: boolean;
  /** Amounts of an ordinary working day at the start. */
  readonly daily: readonly number[];
  /** What a year adds, as a share of the first day. */
  readonly growth: number;
  /** What a day of the weekend has, as a share of a working day. */
  readonly weekend: number;
  readonly shape: DayShape;
  /** The first day of growth, and the time before and after which there is nothing. */
  readonly growsFrom: number;
  readonly from: number;
  readonly until: number;
}
