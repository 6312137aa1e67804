import { invalid } from '../errors.js';
import type { Organization } from '../state/organization.js';
import type { Pager } from '../state/pager.js';
import type { GroupSum } from '../usage/groups.js';
import { Groups, keyFrom } from '../usage/groups.js';
import type { Stream } from '../usage/stream.js';
import type { BucketWidth, ReportPage } from './report-window.js';
import { DATA_DELAY, bucketPage } from './report-window.js';

/** The `group_by[]` dimensions of the messages report. */
export const USAGE_DIMENSIONS = [
  'account_id',
  'api_key_id',
  'context_window',
  'inference_geo',
  'model',
  'service_account_id',
  'service_tier',
  'speed',
  'workspace_id',
] as const;

/** A dimension of the messages report. */
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

/** The query of `usage_report.retrieve_messages`, with times in epoch milliseconds. */
export interface UsageQuery {
  readonly starting_at: number;
  readonly ending_at?: number | undefined;
  readonly bucket_width: BucketWidth;
  readonly limit?: number | undefined;
  readonly 'group_by[]'?: readonly UsageDimension[] | undefined;
  readonly 'account_ids[]'?: readonly string[] | undefined;
  readonly 'api_key_ids[]'?: readonly string[] | undefined;
  readonly 'context_window[]'?: readonly string[] | undefined;
  readonly 'inference_geos[]'?: readonly string[] | undefined;
  readonly 'models[]'?: readonly string[] | undefined;
  readonly 'service_account_ids[]'?: readonly string[] | undefined;
  readonly 'service_tiers[]'?: readonly string[] | undefined;
  readonly 'speeds[]'?: readonly string[] | undefined;
  readonly 'workspace_ids[]'?: readonly string[] | undefined;
}

/** The usage in one time bucket by group. */
export interface UsageBucket {
  readonly from: number;
  readonly to: number;
  readonly results: readonly GroupSum<UsageGroup>[];
}

/** The values of the `group_by[]` dimensions. */
export type UsageGroup = Partial<Pick<Stream, UsageDimension>>;

const FILTERS = [
  ['account_ids[]', 'account_id'],
  ['api_key_ids[]', 'api_key_id'],
  ['context_window[]', 'context_window'],
  ['inference_geos[]', 'inference_geo'],
  ['models[]', 'model'],
  ['service_account_ids[]', 'service_account_id'],
  ['service_tiers[]', 'service_tier'],
  ['speeds[]', 'speed'],
] as const;

/**
 * Reports the use of the Messages API in time buckets (usage_report.retrieve_messages).
 *
 * @throws ApiError 400 for more than five dimensions, or an invalid window.
 */
export function messagesUsage<W>(
  organization: Organization,
  query: UsageQuery,
  pager: Pager,
  now: number,
  wire: (bucket: UsageBucket) => W,
): ReportPage<W> {
  const dimensions = [...new Set(query['group_by[]'] ?? [])];
  if (dimensions.length > 5) throw invalid('Cannot specify more than 5 group_by[] dimensions.');
  const streams = organization.streams.filter(passing(organization, query));
  const groups = new Groups(streams, keyFrom(dimensions), (stream) => pick(stream, dimensions));
  const window = {
    startingAt: query.starting_at,
    endingAt: query.ending_at,
    width: query.bucket_width,
    limit: query.limit,
  };
  return bucketPage(window, pager, now, (from, to) =>
    wire({ from, to, results: groups.sums(from, Math.min(to, now - DATA_DELAY)) }),
  );
}

const pick = (stream: Stream, dimensions: readonly UsageDimension[]): UsageGroup =>
  Object.fromEntries(dimensions.map((dimension) => [dimension, stream[dimension]]));

function passing(organization: Organization, query: UsageQuery): (stream: Stream) => boolean {
  const set = FILTERS.flatMap(([name, property]) => {
    const wanted = query[name];
    return wanted ? [{ property, wanted: new Set<string | null>(wanted) }] : [];
  });
  const workspaces = workspaceFilter(organization, query['workspace_ids[]']);
  return (stream) =>
    workspaces(stream.workspace_id) && set.every(({ property, wanted }) => wanted.has(stream[property]));
}

/** Reports return null for the default workspace, but filters use its id (assumed). */
export function workspaceFilter(
  { defaultWorkspaceId }: Organization,
  ids: readonly string[] | undefined,
): (id: string | null) => boolean {
  if (!ids) return () => true;
  const wanted = new Set(ids.map((id) => (id === defaultWorkspaceId ? null : id)));
  return (id) => wanted.has(id);
}
