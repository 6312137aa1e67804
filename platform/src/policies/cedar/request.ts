import { tz } from '@date-fns/tz';
import { powerOf, type Effect } from 'anthropic-admin-connector/kit';
import { isIP } from 'node:net';
import { actionIn, WEEKDAYS, type PolicyAction } from './catalogue.js';
import { clearedIn, seenFields, type CedarValue } from './fields.js';

/** A call as policies see it, before it is written for Cedar. */
export interface PolicyCall {
  readonly connector: string;
  readonly actionId: string;
  /** What it does with its input. */
  readonly effect: Effect;
  /** Without its secrets. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly connection: string;
  readonly actor: { readonly id: string; readonly type: 'User' | 'Agent'; readonly roles: readonly string[] };
  readonly door: string;
  /** The address that it comes from; undefined where there is none. */
  readonly source: string | undefined;
}

/** The hour and the day at a place. */
export interface LocalTime {
  readonly hour: number;
  readonly weekday: string;
}

/** The hour and day of a moment (epoch milliseconds) in a time zone of IANA. */
export function localTime(at: number, timeZone: string): LocalTime {
  const local = tz(timeZone)(at);
  return { hour: local.getHours(), weekday: WEEKDAYS[(local.getDay() + 6) % 7] ?? 'monday' };
}

/** A request for Cedar, without what says whether it is approved. */
export interface CedarRequest {
  readonly principal: { readonly type: string; readonly id: string };
  readonly action: { readonly type: 'Action'; readonly id: string };
  readonly resource: { readonly type: 'Connection'; readonly id: string };
  readonly context: Readonly<Record<string, CedarValue>>;
  readonly entities: readonly object[];
}

/** Writes a call for Cedar. The groups of its action are among the entities, so no schema is read for it. */
export function requestOf(call: PolicyCall, action: PolicyAction | undefined, time: LocalTime): CedarRequest {
  const { actor, connection, connector, source } = call;
  const effect = powerOf(call.effect);
  const principal = { type: actor.type, id: actor.id };
  const uid = { type: 'Action', id: actionIn(connector, call.actionId) } as const;
  const resource = { type: 'Connection', id: connection } as const;
  const groups = action?.groups ?? [`effect:${effect}`];
  const address = source === undefined || isIP(source) === 0 ? undefined : plainAddress(source);
  return {
    principal,
    action: uid,
    resource,
    context: {
      cleared: clearedIn(call.input),
      door: call.door,
      effect,
      ...time,
      ...(address === undefined ? {} : { source: { __extn: { fn: 'ip', arg: address } } }),
      input: action ? seenFields(action.input, call.input) : {},
    },
    entities: [
      { uid: principal, attrs: {}, parents: actor.roles.map((id) => ({ type: 'Role', id })) },
      { uid: resource, attrs: { connector, name: connection }, parents: [] },
      { uid, attrs: {}, parents: groups.map((id) => ({ type: 'Action', id })) },
    ],
  };
}

/** An IPv4 address that arrived over IPv6 is the IPv4 one; a zone is of one machine alone. */
const plainAddress = (source: string): string =>
  source.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
