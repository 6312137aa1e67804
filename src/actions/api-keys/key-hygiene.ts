import { toDollars, type ComposedHandler } from '../../kit/catalog/index.js';
import { pageOfRows, readCursor } from '../../reports/spend-cursor.js';
import { inForm } from '../spend/report-rows.js';
import { dayText } from '../../reports/spend-range.js';
import type { APIKey, OrganizationUser, Workspace } from '../api-types.generated.js';
import { ageOf, findingsOf, notUsed, ownerOf, type KeysAt } from './key-findings.js';
import { KEY_FINDINGS, type ApiKeysHygieneInput } from './key-hygiene.inputs.js';
import type { ApiKeysHygiene, KeyFindingRow, KeyHygiene, KeyOwner } from './key-hygiene.outputs.js';
import { daysBack, keyUseOf, lastDays, type KeyUse } from './key-use.js';

const ID = 'api_keys_hygiene';
const [PRESET, DAYS, PAGE] = [20, 90, 1_000];

/** A key with its findings, before its last day of use is read. */
interface Judged {
  readonly key: APIKey;
  readonly owner: KeyOwner;
  readonly findings: KeyFindingRow[];
}

/** Which keys need attention, and what to do about each. */
export const keyHygiene: ComposedHandler<ApiKeysHygieneInput> = async (input, steps) => {
  const { days = DAYS, limit = PRESET, show = 'findings', findings: wanted } = input;
  const cursor = input.page === undefined ? undefined : readCursor(input.page, ID, input);
  const { offset, range } = cursor ?? { offset: 0, range: daysBack(steps.now, days) };
  const [keys, users, workspaces, use] = await Promise.all([
    steps.list<APIKey>('api_keys_list', { limit: PAGE }),
    steps.list<OrganizationUser>('users_list', { limit: PAGE }),
    steps.list<Workspace>('workspaces_list', { limit: PAGE, include_archived: true }, { isOptional: true }),
    keyUseOf(steps, range),
  ]);
  if (!use.used) steps.warn('Use could not be read, so unused keys are not found.');
  if (!use.cost) steps.warn('Cost could not be read.');
  const at = { now: steps.now, days: Math.round((range.until - range.from) / 86_400_000) };
  const members = new Map(inForm('users_list', () => users.items.map((user) => [user.id, user])));
  // Without all members it is not known who left.
  if (users.cut) steps.warn('Not all members could be read, so people who left are not found.');
  const judgedOf = (key: APIKey): Judged => {
    const owner = ownerOf(key, members);
    const known = { key, isUsed: use.used?.has(key.id), owner: users.cut ? unsure(owner) : owner };
    return { key, owner: known.owner, findings: findingsOf(known, at) };
  };
  const judged = inForm('api_keys_list', () =>
    keys.items.filter(({ status }) => status !== 'archived').map(judgedOf),
  ).sort(byUrgency);
  const found = judged.filter(({ findings }) => findings.length > 0);
  const isWanted = ({ findings }: Judged): boolean =>
    wanted === undefined || findings.some(({ finding }) => wanted.includes(finding));
  const shown = (show === 'all' ? judged : found).filter(isWanted);
  const { rows, next_page } = pageOfRows(shown, { offset, range }, limit, ID, input);
  const ids = rows.map(({ key }) => key.id);
  const last = use.days ?? (await lastDays(steps, use.used ?? new Map(), ids));
  const names = new Map(workspaces.items.map(({ id, name }) => [id, name]));
  const counts = KEY_FINDINGS.map((finding) => ({
    finding,
    keys: found.filter(({ findings }) => findings.some((one) => one.finding === finding)).length,
  })).filter(({ keys: count }) => count > 0);
  const answer: ApiKeysHygiene = {
    summary: sentence(judged.length, found.length, counts),
    read_from: dayText(range.from),
    currency: 'USD',
    keys: judged.length,
    keys_with_findings: found.length,
    findings: counts,
    rows: rows.map((one) => rowOf(one, { at, use, names, last })),
    next_page,
  };
  return answer;
};

/** A person who was not read is not known to have left. */
const unsure = (owner: KeyOwner): KeyOwner =>
  owner.kind === 'former_member' ? { ...owner, kind: 'unknown' } : owner;

const rankOf = ({ findings }: Judged): number =>
  findings[0] === undefined ? KEY_FINDINGS.length : KEY_FINDINGS.indexOf(findings[0].finding);

const byUrgency = (one: Judged, other: Judged): number =>
  rankOf(one) - rankOf(other) ||
  other.findings.length - one.findings.length ||
  (one.key.created_at < other.key.created_at ? -1 : 1);

interface RowFacts {
  readonly at: KeysAt;
  readonly use: KeyUse;
  readonly names: ReadonlyMap<string, string>;
  readonly last: ReadonlyMap<string, string>;
}

function rowOf({ key, owner, findings }: Judged, { at, use, names, last }: RowFacts): KeyHygiene {
  const { id, name, status, scope, expires_at } = key;
  const workspaceId = scope.type === 'workspace' ? scope.workspace_id : undefined;
  const workspace = workspaceId === undefined ? undefined : names.get(workspaceId);
  const amount = use.cost === undefined ? null : (use.cost.get(id) ?? ('0' as never));
  return {
    api_key_id: id,
    name,
    status,
    findings,
    owner,
    ...(workspaceId === undefined ? {} : { workspace_id: workspaceId }),
    ...(workspace === undefined ? {} : { workspace }),
    age_days: ageOf(key, at.now),
    expires_at,
    last_used: lastUsed(key, { at, use, last }),
    amount,
    amount_usd: amount === null ? null : toDollars(amount),
  };
}

function lastUsed(key: APIKey, { at, use, last }: Pick<RowFacts, 'at' | 'use' | 'last'>): string {
  const part = use.used?.get(key.id);
  const day = last.get(key.id);
  if (!use.used) return 'not known: use could not be read';
  if (!part) return notUsed(key, at);
  return day === undefined ? `since ${dayText(part.from)}` : `on ${day}`;
}

const WORDS: Readonly<Record<(typeof KEY_FINDINGS)[number], string>> = {
  owner_left: 'act for people who left',
  creator_left: 'were created by people who left',
  unused: 'are active but unused',
  expires_soon: 'expire within 30 days',
  expired: 'have expired',
  inactive: 'are inactive',
  old: 'are older than a year',
};

function sentence(keys: number, found: number, counts: ApiKeysHygiene['findings']): string {
  if (found === 0) return `None of the ${keys} keys needs attention.`;
  const parts = counts.map(({ finding, keys: count }) => `${count} ${WORDS[finding]}`);
  return `${found} of ${keys} keys need attention: ${parts.join(', ')}.`;
}
