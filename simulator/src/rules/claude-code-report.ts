import { DAY, HOUR } from '../clock.js';
import type { Organization } from '../state/organization.js';
import type { Pager } from '../state/pager.js';
import type { Stream } from '../usage/stream.js';
import { usageOf } from '../usage/measure.js';
import { keyFrom } from '../usage/groups.js';
import type { ReportPage } from './report-window.js';

/** The report excludes the last hour, which keeps pages stable (ADMIN_API.md, "usage_report/claude_code"). */
const DELAY = HOUR;

/** The use of Claude Code by one user or API key on one day, in one terminal. */
export interface ClaudeCodeDay {
  readonly day: number;
  readonly stream: Stream;
  readonly models: readonly ModelUse[];
}

/** The use of one model on that day. */
export interface ModelUse {
  readonly stream: Stream;
  readonly amounts: Float64Array;
}

/** The query of `usage_report.retrieve_claude_code`, with the day in epoch milliseconds. */
export interface ClaudeCodeQuery {
  readonly starting_at: number;
  readonly limit: number;
}

/** Reports the use of Claude Code on one day, one page at a time (usage_report.retrieve_claude_code). */
export function claudeCodeUsage<W>(
  organization: Organization,
  { starting_at: day, limit }: ClaudeCodeQuery,
  pager: Pager,
  now: number,
  wire: (record: ClaudeCodeDay) => W,
): ReportPage<W> {
  const users = usersOf(organization);
  const until = Math.min(day + DAY, now - DELAY);
  const data: W[] = [];
  const rows = pager.rows(limit);
  for (let at = pager.position(0); at < users.length; at += 1) {
    const record = recordOf(users[at] as readonly Stream[], day, until);
    if (!record) continue;
    if (data.length === rows) return { data, has_more: true, next_page: pager.next(at) };
    data.push(wire(record));
  }
  return { data, has_more: false, next_page: null };
}

/** The streams of Claude Code, grouped by user and terminal. */
function usersOf({ streams }: Organization): readonly (readonly Stream[])[] {
  const keyOf = keyFrom(['account_id', 'api_key_id', 'terminal', 'remote']);
  const users = new Map<string, Stream[]>();
  for (const stream of streams.filter(({ product }) => product === 'claude_code')) {
    const key = keyOf(stream);
    users.set(key, [...(users.get(key) ?? []), stream]);
  }
  return [...users.values()];
}

function recordOf(streams: readonly Stream[], day: number, until: number): ClaudeCodeDay | undefined {
  const models = streams
    .map((stream): ModelUse => ({ stream, amounts: usageOf(stream, day, until) }))
    .filter(({ amounts }) => amounts.some((amount) => amount > 0));
  const first = models[0];
  return first && { day, stream: first.stream, models };
}
