import type { ConnectionRef } from 'anthropic-admin-connector';
import { KeyUseRefused, type KeyUse } from 'anthropic-admin-connector/kit';
import { permissionFor } from '../../permissions/permissions.js';
import type { CallCounts, CountedDay } from './call-counts.js';
import { dayOf, isWithin, localTime, nextDay, nextWithin } from './hours.js';
import { isIncluded, type KeyUsePolicy } from './key-use-policy.js';

/**
 * Allows an invocation to go on: the count of the day has it already.
 * @param now - epoch milliseconds.
 * @throws KeyUseRefused where the policy does not include it any longer.
 */
export function requireIncluded(ref: ConnectionRef, policy: KeyUsePolicy, use: KeyUse, now: number): void {
  const fix = fixOf(ref);
  if (!isIncluded(policy, use)) throw new KeyUseRefused({ reason: notIncluded(policy, use), fix });
  if (!isWithin(policy, now)) {
    throw laterRefusal(policy, `its key-use policy allows calls ${hoursOf(policy)} only`, fix, now, now);
  }
}

/**
 * Allows an invocation to use a key, and counts it where the policy has a limit.
 * @param now - epoch milliseconds.
 * @returns what takes it off the count again, where it was counted.
 * @throws KeyUseRefused where the policy does not allow it.
 */
export async function allowUse(
  counts: CallCounts,
  ref: ConnectionRef,
  policy: KeyUsePolicy,
  use: KeyUse,
  now: number,
): Promise<(() => Promise<void>) | undefined> {
  requireIncluded(ref, policy, use, now);
  const { calls_per_day: most } = policy;
  if (most === undefined) return undefined;
  const today: CountedDay = { ...ref, day: dayOf(policy, now) };
  if (await hasRoom(counts, today, most, use.stage)) {
    return use.stage === 'call' ? () => counts.giveBack(today) : undefined;
  }
  const reason = `its key-use policy allows ${most} ${most === 1 ? 'call' : 'calls'} a day, and they are used up`;
  throw laterRefusal(policy, reason, fixOf(ref), now, nextDay(policy, now));
}

function fixOf({ connector, name }: ConnectionRef): string {
  const [id = ''] = connector.split('/');
  const permission = permissionFor(id, 'connections:write');
  return `Someone with the permission ${permission} can change the key-use policy of the connection "${name}".`;
}

/** The count has a repeated request already: a limit that was lowered meanwhile ends it. */
async function hasRoom(
  counts: CallCounts,
  today: CountedDay,
  most: number,
  stage: KeyUse['stage'],
): Promise<boolean> {
  if (stage === 'call') return counts.take(today, most);
  const calls = await counts.read(today);
  return stage === 'again' ? calls <= most : calls < most;
}

function notIncluded({ actions, effects }: KeyUsePolicy, { actionId, power }: KeyUse): string {
  if (actions?.length === 0)
    return 'its key-use policy was altered outside of the platform, and allows nothing until it is set again or removed.';
  if (effects && !effects.includes(power)) {
    const allowed = effects.join(' and ');
    return `its key-use policy allows the effect ${allowed} only, and ${actionId} is ${NAMES[power]}.`;
  }
  return `its key-use policy does not include the action ${actionId}.`;
}

const NAMES: Readonly<Record<KeyUse['power'], string>> = {
  read: 'a read',
  write: 'a write',
  destructive: 'destructive',
};

function laterRefusal(
  policy: KeyUsePolicy,
  reason: string,
  fix: string,
  now: number,
  from: number,
): KeyUseRefused {
  const at = nextWithin(policy, from);
  if (at === undefined) return new KeyUseRefused({ reason: `${reason}.`, fix });
  const again = localTime(policy, at);
  return new KeyUseRefused({
    reason: `${reason}; the next is allowed from ${again}.`,
    fix: `Wait until then, or change the policy: ${lowerFirst(fix)}`,
    afterMs: at - now,
  });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const hoursOf = ({ days, from, until, time_zone }: KeyUsePolicy): string =>
  [
    ...(days ? [`on ${days.join(', ')}`] : []),
    ...(from === undefined ? [] : [`from ${from} to ${until}`]),
    `(${time_zone})`,
  ].join(' ');
