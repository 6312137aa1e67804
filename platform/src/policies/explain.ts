import type { PolicyAction } from './cedar/catalogue.js';
import { CONTEXT_VALUES } from './cedar/catalogue.js';
import type { FieldType } from './cedar/fields.js';
import type { PolicyCall } from './cedar/request.js';
import type { Judgement } from './rules/judge.js';
import type { Judges } from './rules/judges.js';
import { RuleSet } from './rules/rule-set.js';

/** What policies decide, and which of them. */
export interface Decision {
  readonly effect: Judgement['effect'];
  readonly policies: readonly { readonly id: string; readonly title?: string; readonly reason?: string }[];
  readonly reason?: string;
  /** Of an approval: who gives it, how many of them, and how long it may be used. */
  readonly approval?: {
    readonly approvers: readonly string[];
    readonly quorum: number;
    readonly window_s: number;
  };
}

/** Another call that would be decided otherwise. */
export interface Alternative {
  /** What would have to be different, such as `principal is User`. */
  readonly change: string;
  readonly effect: Judgement['effect'];
}

/** A decision and what would change it. */
export interface Explanation extends Decision {
  readonly alternatives: readonly Alternative[];
}

/** A version of policies. */
export interface ExplainedSet {
  readonly version: number;
  readonly set: RuleSet;
}

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;

/** The most alternatives of one kind that are tried. */
const MOST_TRIED = 25;

/**
 * Explains what policies decide about a call at a time, epoch milliseconds.
 * @param tries - whether it looks for what would change the decision
 */
export function explain(
  judges: Judges,
  version: ExplainedSet,
  call: PolicyCall,
  action: PolicyAction,
  at: number,
  tries = true,
): Explanation {
  const judgement = judges.judgeCall(version, call, at);
  return {
    ...decisionOf(version.set, judgement),
    alternatives:
      judgement.effect === 'allow' || !tries
        ? []
        : alternativesOf(judges, version, { call, action, at, judgement }),
  };
}

/** A judgement as it is shown. */
export function decisionOf({ rules }: RuleSet, judgement: Judgement): Decision {
  const policies = judgement.policies.map((id) => {
    const { title, reason } = rules.get(id)?.terms ?? {};
    return { id, ...(title === undefined ? {} : { title }), ...(reason === undefined ? {} : { reason }) };
  });
  if (judgement.effect === 'allow') return { effect: 'allow', policies };
  if (judgement.effect === 'deny') return { effect: 'deny', policies, reason: judgement.reason };
  const { approvers, quorum, windowS } = judgement.terms;
  return {
    effect: 'approval',
    policies,
    reason: judgement.reason,
    approval: { approvers, quorum, window_s: windowS },
  };
}

interface Tried {
  readonly call: PolicyCall;
  readonly action: PolicyAction;
  readonly at: number;
  readonly judgement: Judgement;
}

function alternativesOf(
  judges: Judges,
  version: ExplainedSet,
  { call, action, at, judgement }: Tried,
): Alternative[] {
  const { set } = version;
  const { context, input } = set.referencesFor(action);
  const found: Alternative[] = [];
  const tried = (change: string, other: PolicyCall, when = at, by = version): boolean => {
    const { effect } = judges.judgeCall(by, other, when);
    const isBetter = RANK[effect] > RANK[judgement.effect];
    if (isBetter) found.push({ change, effect });
    return isBetter;
  };
  const { actor } = call;
  const type = actor.type === 'User' ? 'Agent' : 'User';
  tried(`principal is ${type}`, { ...call, actor: { ...actor, type } });
  for (const role of namedIn(set, 'Role')) {
    if (!actor.roles.includes(role))
      tried(`principal in Role::${JSON.stringify(role)}`, {
        ...call,
        actor: { ...actor, roles: [...actor.roles, role] },
      });
  }
  for (const connection of namedIn(set, 'Connection')) {
    if (connection !== call.connection)
      tried(`resource == Connection::${JSON.stringify(connection)}`, { ...call, connection });
  }
  if (context.has('door')) {
    for (const door of CONTEXT_VALUES['door'] ?? [])
      if (door !== call.door) tried(`context.door == "${door}"`, { ...call, door });
  }
  for (const [name, values] of valuesOf(action, input)) {
    for (const value of values) {
      if (call.input[name] !== value)
        tried(`context.input.${name} == ${JSON.stringify(value)}`, {
          ...call,
          input: { ...call.input, [name]: value },
        });
    }
  }
  if (context.has('hour') || context.has('weekday')) {
    const next = Math.ceil(at / HOUR_MS) * HOUR_MS;
    for (let hours = 0; hours < WEEK_HOURS; hours += 1) {
      const when = next + hours * HOUR_MS;
      if (tried(`from ${new Date(when).toISOString()}`, call, when)) break;
    }
  }
  for (const id of judgement.policies.slice(0, MOST_TRIED)) {
    tried(`without the policy ${id}`, call, at, { ...version, set: without(set, id) });
  }
  return found;
}

const RANK: Readonly<Record<Judgement['effect'], number>> = { deny: 0, approval: 1, allow: 2 };

/** The ids of entities of a type that policies name. */
const namedIn = ({ rules }: RuleSet, type: string): string[] =>
  [
    ...new Set(
      [...rules.values()].flatMap(({ json }) =>
        [
          ...JSON.stringify(json).matchAll(
            new RegExp(`\\{"type":"${type}","id":("(?:[^"\\\\]|\\\\.)*")\\}`, 'g'),
          ),
        ].map(([, id = '""']) => JSON.parse(id) as string),
      ),
    ),
  ].slice(0, MOST_TRIED);

/** Fields of the input that the policies go by, with their few values. */
function valuesOf({ input }: PolicyAction, names: ReadonlySet<string>): [string, readonly string[]][] {
  return Object.entries(input.fields).flatMap(
    ([name, type]: [string, FieldType]): [string, readonly string[]][] =>
      names.has(name) && type.kind === 'text' && type.values
        ? [[name, type.values.slice(0, MOST_TRIED)]]
        : [],
  );
}

const without = ({ rules, timeZone, key }: RuleSet, id: string): RuleSet =>
  new RuleSet(new Map([...rules].filter(([one]) => one !== id)), timeZone, `${key}-${id}`);
