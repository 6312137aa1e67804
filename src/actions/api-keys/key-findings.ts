import type { ReadyAction } from '../../kit/catalog/index.js';
import type { APIKey, OrganizationUser } from '../api-types.generated.js';
import { KEY_FINDINGS, type KeyFinding } from './key-hygiene.inputs.js';
import type { KeyFindingRow, KeyOwner } from './key-hygiene.outputs.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SOON_DAYS = 30;
const OLD_DAYS = 365;
/** A new key may be waiting for its first use. */
const NEW_DAYS = 7;

/** What findings are made of. */
export interface KnownKey {
  readonly key: APIKey;
  readonly owner: KeyOwner;
  /** Whether it was used in the days read; undefined where that is not known. */
  readonly isUsed: boolean | undefined;
}

/** When, and over how many days use was read. */
export interface KeysAt {
  readonly now: number;
  readonly days: number;
}

/** Who a key belongs to: whom it acts for, else who created it. */
export function ownerOf(
  { principal, created_by }: APIKey,
  members: ReadonlyMap<string, OrganizationUser>,
): KeyOwner {
  if (principal?.type === 'service_account_actor')
    return { kind: 'service_account', id: principal.service_account_id, as: 'acts_for' };
  if (principal) return personOf(principal.user_id, members, 'acts_for');
  if (created_by?.type === 'user') return personOf(created_by.id, members, 'created_by');
  if (created_by) return { kind: 'service_account', id: created_by.id, as: 'created_by' };
  return { kind: 'unknown', as: 'created_by' };
}

function personOf(id: string, members: ReadonlyMap<string, OrganizationUser>, as: KeyOwner['as']): KeyOwner {
  const member = members.get(id);
  if (!member) return { kind: 'former_member', id, as };
  return { kind: 'member', id, name: member.name, email: member.email, as };
}

/** Whole days since a key was created. */
export const ageOf = ({ created_at }: APIKey, now: number): number =>
  Math.floor((now - Date.parse(created_at)) / DAY_MS);

/** When a key was used, where that is not a day: the time before the days read is not known. */
export const notUsed = (key: APIKey, { now, days }: KeysAt): string =>
  ageOf(key, now) < days ? 'not since it was created' : `not in the last ${days} days`;

/** What is to be done about a key, the most urgent first. */
export function findingsOf(known: KnownKey, at: KeysAt): KeyFindingRow[] {
  const { key, owner, isUsed } = known;
  const { status, expires_at } = key;
  const age = ageOf(key, at.now);
  const [isActive, isGone] = [status === 'active', owner.kind === 'former_member'];
  const left = expires_at === null ? Infinity : Math.floor((Date.parse(expires_at) - at.now) / DAY_MS);
  const texts: Partial<Record<KeyFinding, string | false>> = {
    owner_left:
      isGone && owner.as === 'acts_for' && 'It acts for a person who is no member of the organization.',
    creator_left:
      isGone && owner.as === 'created_by' && 'The person who created it is no member of the organization.',
    unused:
      isActive && isUsed === false && age >= NEW_DAYS && `It is active and was used ${notUsed(key, at)}.`,
    expires_soon: isActive && left >= 0 && left <= SOON_DAYS && `It expires in ${left} days.`,
    expired: status === 'expired' && 'It has expired.',
    inactive: status === 'inactive' && 'It is inactive.',
    old: isActive && age > OLD_DAYS && `It is ${age} days old.`,
  };
  return KEY_FINDINGS.flatMap((finding): KeyFindingRow[] => {
    const text = texts[finding];
    if (text === undefined || text === false) return [];
    const step = stepOf(finding, key);
    return [{ finding, text: `${text} ${step.text}`, ...(step.next ? { next: step.next } : {}) }];
  });
}

/** In two steps: a person who needs the key notices while it can be enabled again. */
function stepOf(
  finding: KeyFinding,
  { id, status }: APIKey,
): { readonly text: string; readonly next?: ReadyAction } {
  const set = (to: string): ReadyAction => ({
    actionId: 'api_keys_update',
    input: { api_key_id: id, status: to },
  });
  if (finding === 'expires_soon' || finding === 'old')
    return { text: 'Create a new key in the Claude Console, move its users, then set this one inactive.' };
  if (status === 'active')
    return {
      text: 'Set it inactive, which can be undone, and archive it when no one has missed it.',
      next: set('inactive'),
    };
  return { text: 'Archive it if no one needs it; this is permanent.', next: set('archived') };
}
