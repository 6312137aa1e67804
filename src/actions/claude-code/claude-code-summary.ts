import { dollars, dollarText, type ComposedHandler } from '../../kit/catalog/index.js';
import { pageOfRows, readCursor } from '../../reports/spend-cursor.js';
import { inForm } from '../spend/report-rows.js';
import { DAY_MS, dayText, HOUR_MS, namedRange, type TimeRange } from '../../reports/spend-range.js';
import type { ClaudeCodeUsageRecord, OrganizationUser } from '../api-types.generated.js';
import type { ClaudeCodeSummaryInput } from './claude-code.inputs.js';
import type { ClaudeCodePerson, ClaudeCodeSummary, ClaudeCodeSums } from './claude-code.outputs.js';
import { ClaudeCodeUse, idleRow, licensedOf, peopleOf, ranked } from './claude-code-people.js';

const PRESET = 20;
const INCOMPLETE = ' These figures are incomplete, because not all days could be read.';
const ID = 'claude_code_summary';

/** The use of Claude Code by person, over a range of days. */
export const claudeCodeSummary: ComposedHandler<ClaudeCodeSummaryInput> = async (input, steps) => {
  const { limit = PRESET, show = 'people', order_by = 'cost' } = input;
  const cursor = input.page === undefined ? undefined : readCursor(input.page, ID, input);
  const { offset, range } = cursor ?? { offset: 0, range: rangeOf(input, steps.now) };
  const days = { first_day: dayText(range.from), last_day: dayText(range.until - 1) };
  const asked = { starting_at: days.first_day, ending_at: dayText(range.until), limit: 1_000 };
  const [{ items: records, cut: isShort }, { items: members, cut }] = await Promise.all([
    steps.list<ClaudeCodeUsageRecord>('usage_report_claude_code', asked),
    steps.list<OrganizationUser>('users_list', { limit: 1_000 }),
  ]);
  const all = new ClaudeCodeUse();
  const licensed = inForm('users_list', () => licensedOf(members));
  const people = inForm('usage_report_claude_code', () => {
    for (const record of records) all.add(record);
    return ranked(peopleOf(records, members), order_by);
  });
  const used = new Set(people.map(({ user_id }) => user_id));
  const idle = licensed.filter(({ id }) => !used.has(id));
  if (cut)
    steps.warn(
      'Not all members could be read, so members may be missing and people may be shown as former members.',
    );
  const rows = show === 'idle' ? idle.map(idleRow) : people;
  const page = pageOfRows(rows, { offset, range }, limit, ID, input);
  const facts = { people: people.length, licensed: licensed.length, idle: idle.length, totals: all.sums };
  const answer: ClaudeCodeSummary = {
    summary: `${sentence(days, facts, people)}${isShort ? INCOMPLETE : ''}`,
    ...days,
    includes_today: range.until > steps.now - 2 * HOUR_MS,
    currency: 'USD',
    ...facts,
    rows: [...page.rows],
    next_page: page.next_page,
  };
  return answer;
};

function rangeOf(
  { range = 'last_30_days', first_day, last_day }: ClaudeCodeSummaryInput,
  now: number,
): TimeRange {
  return first_day === undefined || last_day === undefined
    ? namedRange(range, now)
    : { from: Date.parse(first_day), until: Date.parse(last_day) + DAY_MS };
}

interface Facts {
  readonly people: number;
  readonly licensed: number;
  readonly idle: number;
  readonly totals: ClaudeCodeSums;
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

function sentence(
  { first_day, last_day }: { readonly first_day: string; readonly last_day: string },
  { people, licensed, idle, totals }: Facts,
  [first]: readonly ClaudeCodePerson[],
): string {
  const { sessions, lines_added, commits, acceptance_percent: accepted, amount_usd } = totals;
  const use = [
    counted(sessions, 'session'),
    `${counted(lines_added, 'line')} added`,
    counted(commits, 'commit'),
    ...(accepted === null ? [] : [`${accepted} % of edits accepted`]),
    `an estimated cost of ${dollarText(dollars(amount_usd))}`,
  ].join(', ');
  const most = first === undefined ? '' : ` First is ${first.who}.`;
  return (
    `From ${first_day} to ${last_day}, ${counted(people, 'person or API key', 'people and API keys')} used Claude Code: ${use}.${most}` +
    ` Of ${counted(licensed, 'member')} whose role includes Claude Code, ${idle} did not use it.`
  );
}
