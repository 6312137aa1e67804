import type { Connection } from 'anthropic-admin-connector';
import type { KeyUse } from 'anthropic-admin-connector/kit';

/** Days of the week as a policy names them, in the order of `Date.getDay`. */
export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** One of these. */
export type Day = (typeof DAYS)[number];

/** What an action can do with the key. */
export const EFFECTS = ['read', 'write', 'destructive'] as const satisfies readonly KeyUse['power'][];

/** What the key of a connection may be used for, as routes show it and the database has it. What is left out allows all. */
export interface KeyUsePolicy {
  /** Ids of the actions that are allowed, beside those of `packs`. */
  readonly actions?: readonly string[];
  /** Tool packs whose actions are allowed, beside `actions`. */
  readonly packs?: readonly string[];
  /** Of these actions, only those with one of these effects. */
  readonly effects?: readonly KeyUse['power'][];
  /** Only on these days, in the time zone; hours that pass midnight belong to the day on which they begin. */
  readonly days?: readonly Day[];
  /** Only from this time of the day, such as `08:00`; given together with `until`. */
  readonly from?: string;
  /** Only before this time of the day; `24:00` is the end of the day. */
  readonly until?: string;
  /** IANA name of the zone of days and hours, and in which a day of `calls_per_day` begins. */
  readonly time_zone: string;
  /** Invocations in one day. */
  readonly calls_per_day?: number;
}

/** A connection with the policy that it is stored with. */
export type WithKeyUse = Connection & { readonly keyUse?: KeyUsePolicy };

/** Allows nothing: takes the place of a policy that was altered past the platform. */
export const NOTHING: KeyUsePolicy = { actions: [], time_zone: 'UTC' };

/** The policy in a column, which the seal of its record covers. */
export const policyOf = (column: string): KeyUsePolicy => JSON.parse(column) as KeyUsePolicy;

/** A policy as lines of text: one for each limit. */
export function linesOf({
  actions,
  packs,
  effects,
  days,
  from,
  until,
  time_zone,
  calls_per_day: calls,
}: KeyUsePolicy): string[] {
  const zone = `(${time_zone})`;
  return [
    ...(actions ? [`actions: ${actions.join(', ') || 'none'}`] : []),
    ...(packs ? [`packs: ${packs.join(', ')}`] : []),
    ...(effects ? [`effects: ${effects.join(', ')}`] : []),
    ...(days ? [`days: ${days.join(', ')} ${zone}`] : []),
    ...(from === undefined ? [] : [`hours: ${from} to ${until} ${zone}`]),
    ...(calls === undefined ? [] : [`calls a day: ${calls} ${zone}`]),
  ];
}

/** Whether an action is among those that a policy allows, at any time. */
export const isIncluded = (
  { actions, packs, effects }: KeyUsePolicy,
  use: Pick<KeyUse, 'actionId' | 'packs' | 'power'>,
): boolean =>
  (effects?.includes(use.power) ?? true) &&
  ((!actions && !packs) ||
    actions?.includes(use.actionId) === true ||
    packs?.some((pack) => use.packs.includes(pack)) === true);
