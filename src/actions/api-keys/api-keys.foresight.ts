import type { Foresee, PlanConsequence, PlanReads } from '../../kit/catalog/index.js';
import type { APIKey, OrganizationUser } from '../api-types.generated.js';
import { lastDay, lastHour, lastWeek, requestsSince, type UseSince } from '../foresight/key-use.js';
import { personText } from '../foresight/names.js';
import { countOf, itemOf, shown } from '../foresight/words.js';
import type { ApiKeysUpdateInput } from './api-keys.inputs.js';

/** What uses the key, who made it, and what else that person holds. */
export const foreseeKeyUpdate: Foresee<ApiKeysUpdateInput> = async (input, reads) => {
  const { api_key_id } = input;
  const before = await reads.target<APIKey>('The API key', 'api_keys_get', { api_key_id });
  if (!before) return {};
  const { name, status } = input;
  const renamed = typeof name === 'string' && name !== before.name;
  const newStatus = typeof status === 'string' && status !== before.status ? status : undefined;
  const stops = newStatus !== undefined && newStatus !== 'active' && before.status === 'active';
  const [use, holder] = await Promise.all([
    newStatus === undefined ? [] : useText(reads, api_key_id),
    newStatus === undefined ? [] : holderOf(reads, before),
  ]);
  const undo = {
    ...(renamed ? { name: before.name } : {}),
    ...(newStatus !== undefined && (before.status === 'active' || before.status === 'inactive')
      ? { status: before.status }
      : {}),
  };
  const canUndo = newStatus !== 'archived' && Object.keys(undo).length > 0;
  return {
    before: { ...before },
    consequences: [
      ...(renamed
        ? [
            {
              kind: 'changes' as const,
              text: `The name changes from ${shown(before.name)} to ${shown(name)}.`,
            },
          ]
        : []),
      ...(newStatus === undefined ? [] : [statusText(before, newStatus, stops)]),
      ...use,
      ...holder,
    ],
    final: newStatus === 'archived' ? ['An archived API key cannot be enabled again.'] : [],
    ...(canUndo ? { inverse: { actionId: 'api_keys_update', input: { api_key_id, ...undo } } } : {}),
    facts: { status: before.status, name: before.name },
  };
};

function statusText(key: APIKey, status: string, stops: boolean): PlanConsequence {
  if (stops)
    return {
      kind: 'stops_working',
      text: `1 API key stops working: ${shown(key.name)} becomes ${status}.`,
      count: 1,
      items: [itemOf(key.id, key.name)],
    };
  return { kind: 'changes', text: `The status changes from ${key.status} to ${status}.` };
}

/** The requests of the last hour, day and week; they say whether someone will miss the key. */
async function useText(reads: PlanReads, id: string): Promise<PlanConsequence[]> {
  const filter = { api_key_ids: [id] };
  const periods: UseSince[] = [lastHour(reads.now), lastDay(reads.now), lastWeek(reads.now)];
  const counts = await Promise.all(periods.map((since) => requestsSince(reads, filter, since)));
  const parts = periods.flatMap(({ text }, nth) => {
    const requests = counts[nth];
    if (!requests) return [];
    const count = requests.has(id) ? requests.get(id) : 0;
    return [typeof count === 'number' ? `${countOf(count, 'request')} ${text}` : `requests ${text}`];
  });
  return parts.length === 0 ? [] : [{ kind: 'changes', text: `The key has made ${parts.join(', ')}.` }];
}

async function holderOf(reads: PlanReads, { id, created_by: by }: APIKey): Promise<PlanConsequence[]> {
  if (by === null) return [{ kind: 'changes', text: 'The API does not say who created the key.' }];
  if (by.type !== 'user') return [{ kind: 'changes', text: `The service account ${by.id} created the key.` }];
  const [person, keys] = await Promise.all([
    reads.find<OrganizationUser>('Who created the key', 'users_get', { user_id: by.id }),
    reads.list<APIKey>('Other keys of its creator', 'api_keys_list', { created_by_user_id: by.id }),
  ]);
  const who =
    person === undefined
      ? []
      : [
          {
            kind: 'changes' as const,
            text: person
              ? `${personText(person)} created the key.`
              : 'The person who created the key is no member of the organization.',
          },
        ];
  const others = keys?.filter((key) => key.id !== id && key.status === 'active') ?? [];
  const held: PlanConsequence = {
    kind: 'keeps_working',
    text: `${countOf(others.length, 'other active API key')} of the same creator ${others.length === 1 ? 'keeps' : 'keep'} working.`,
    count: others.length,
    items: others.map((key) => itemOf(key.id, key.name)),
  };
  return [...who, ...(others.length > 0 ? [held] : [])];
}
