import type { Success } from '../run/invocation-api.js';

/**
 * Which rows are shown, and how long reading them took.
 * @param rows - undefined where the response is no list
 * @param before - how many rows come before; undefined where that is not known
 */
export const summaryOf = (
  { meta, page }: Pick<Success, 'meta' | 'page'>,
  rows: number | undefined,
  before: number | undefined,
): string =>
  [
    ...(rows === undefined ? [] : [countOf(rows, before, page?.hasMore === true)]),
    timeOf(meta.durationMs),
  ].join(' · ');

function countOf(rows: number, before: number | undefined, hasMore: boolean): string {
  const count = rows === 1 ? '1 row' : `${rows.toLocaleString()} rows`;
  if (rows === 0) return hasMore ? 'No rows in this page' : count;
  if (before === undefined) return `${count} of a later page${hasMore ? ', and more' : ''}`;
  if (before === 0 && !hasMore) return count;
  const last = (before + rows).toLocaleString();
  const range = rows === 1 ? last : `${(before + 1).toLocaleString()}–${last}`;
  return `${range} of ${hasMore ? `more than ${last}` : last}`;
}

/** A duration as people say it. */
const timeOf = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);
