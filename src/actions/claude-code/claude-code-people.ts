import { cents, CentsSum, compareAmounts, toDollars } from '../../kit/catalog/index.js';
import type { ClaudeCodeUsageRecord, OrganizationUser } from '../api-types.generated.js';
import { countIn } from '../spend/report-rows.js';
import type { PERSON_ORDERS } from './claude-code.inputs.js';
import type { ClaudeCodePerson, ClaudeCodeSums } from './claude-code.outputs.js';

/** The sums of some records. */
export class ClaudeCodeUse {
  readonly days = new Set<string>();
  readonly #cost = new CentsSum();
  readonly #tokens = { input: 0, output: 0, cache_read: 0, cache_creation: 0 };
  #sessions = 0;
  #added = 0;
  #removed = 0;
  #commits = 0;
  #pullRequests = 0;
  #accepted = 0;
  #rejected = 0;

  /** Adds one record. */
  add({ date, core_metrics: core, tool_actions, model_breakdown }: ClaudeCodeUsageRecord): void {
    this.days.add(date.slice(0, 10));
    this.#sessions += countIn(core.num_sessions);
    this.#added += countIn(core.lines_of_code.added);
    this.#removed += countIn(core.lines_of_code.removed);
    this.#commits += countIn(core.commits_by_claude_code);
    this.#pullRequests += countIn(core.pull_requests_by_claude_code);
    for (const { accepted, rejected } of Object.values(tool_actions)) {
      this.#accepted += countIn(accepted);
      this.#rejected += countIn(rejected);
    }
    for (const { tokens, estimated_cost } of model_breakdown) {
      this.#tokens.input += countIn(tokens.input);
      this.#tokens.output += countIn(tokens.output);
      this.#tokens.cache_read += countIn(tokens.cache_read);
      this.#tokens.cache_creation += countIn(tokens.cache_creation);
      // A number with more digits than a double holds comes as a text.
      this.#cost.add(cents(estimated_cost.amount));
    }
  }

  /** The sums as the answer has them. */
  get sums(): ClaudeCodeSums {
    const edits = this.#accepted + this.#rejected;
    const amount = this.#cost.total;
    return {
      sessions: this.#sessions,
      lines_added: this.#added,
      lines_removed: this.#removed,
      commits: this.#commits,
      pull_requests: this.#pullRequests,
      edits_accepted: this.#accepted,
      edits_rejected: this.#rejected,
      acceptance_percent: edits === 0 ? null : Math.round((1_000 * this.#accepted) / edits) / 10,
      tokens: { ...this.#tokens },
      amount,
      amount_usd: toDollars(amount),
    };
  }
}

/** The roles that include Claude Code in a Console organization. */
const CONSOLE_ROLES: readonly string[] = ['admin', 'claude_code_user', 'developer'];
/** The roles that only an Enterprise organization has. */
const ENTERPRISE_ROLES: readonly string[] = ['managed', 'membership_admin', 'owner', 'primary_owner'];

/** The members whose role includes Claude Code; in an Enterprise organization every role may. */
export function licensedOf(members: readonly OrganizationUser[]): readonly OrganizationUser[] {
  const isEnterprise = members.some(({ role }) => ENTERPRISE_ROLES.includes(role));
  return isEnterprise ? members : members.filter(({ role }) => CONSOLE_ROLES.includes(role));
}

const memberOf = ({ id, name, role }: OrganizationUser) => ({ user_id: id, name, role });

/** One row per person or API key, in no order. */
export function peopleOf(
  records: readonly ClaudeCodeUsageRecord[],
  members: readonly OrganizationUser[],
): ClaudeCodePerson[] {
  const byEmail = new Map(members.map((member) => [member.email.toLowerCase(), member]));
  const uses = new Map<
    string,
    { who: string; member?: OrganizationUser; isKey: boolean; use: ClaudeCodeUse }
  >();
  for (const record of records) {
    const { actor } = record;
    const isKey = actor.type === 'api_actor';
    const who = isKey ? actor.api_key_name : actor.email_address;
    const member = isKey ? undefined : byEmail.get(who.toLowerCase());
    const key = `${isKey ? 'key' : 'person'} ${isKey ? who : who.toLowerCase()}`;
    const one = uses.get(key) ?? { who, isKey, use: new ClaudeCodeUse(), ...(member ? { member } : {}) };
    uses.set(key, one);
    one.use.add(record);
  }
  return [...uses.values()].map(({ who, member, isKey, use }) => ({
    who,
    kind: isKey ? ('api_key' as const) : member ? ('member' as const) : ('former_member' as const),
    ...(member ? memberOf(member) : {}),
    ...use.sums,
    active_days: use.days.size,
    last_day: [...use.days].sort().at(-1) ?? null,
  }));
}

/** An idle member as a row. */
export const idleRow = (member: OrganizationUser): ClaudeCodePerson => ({
  who: member.email,
  kind: 'member',
  ...memberOf(member),
  ...new ClaudeCodeUse().sums,
  active_days: 0,
  last_day: null,
});

const tokensOf = ({ tokens }: ClaudeCodePerson): number =>
  tokens.input + tokens.output + tokens.cache_read + tokens.cache_creation;

const MEASURES = {
  sessions: ({ sessions }: ClaudeCodePerson) => sessions,
  lines: ({ lines_added }: ClaudeCodePerson) => lines_added,
  commits: ({ commits }: ClaudeCodePerson) => commits,
  tokens: tokensOf,
} as const;

/** People, most first; those with equal measures in the order of who they are. */
export function ranked(
  people: readonly ClaudeCodePerson[],
  by: (typeof PERSON_ORDERS)[number],
): ClaudeCodePerson[] {
  const compare = (one: ClaudeCodePerson, other: ClaudeCodePerson): number =>
    by === 'cost'
      ? compareAmounts(cents(other.amount), cents(one.amount))
      : MEASURES[by](other) - MEASURES[by](one);
  return people.toSorted((one, other) => compare(one, other) || (one.who < other.who ? -1 : 1));
}
