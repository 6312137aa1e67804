import type { InvocationContext, InvocationFacts } from 'anthropic-admin-connector/kit';
import { digestOf } from '../../auth/sealed-set.js';
import { callerOf } from '../../http/request-context.js';
import type { PolicyCatalogue } from '../cedar/catalogue.js';
import type { CedarEngine } from '../cedar/cedar-engine.js';
import { localTime, requestOf, type PolicyCall } from '../cedar/request.js';
import type { SeenByRules, SetInForce } from '../stored/in-force.js';
import { judge, type Judgement } from './judge.js';
import type { RuleSet } from './rule-set.js';

/** Judges calls by sets of policies. */
export class Judges {
  constructor(
    private readonly engine: CedarEngine,
    private readonly catalogue: Pick<PolicyCatalogue, 'find'>,
  ) {}

  /** Judges an invocation at a time, epoch milliseconds. */
  judge(inForce: SetInForce, facts: InvocationFacts, at: number): Judgement {
    return this.judgeCall(inForce, callOf(facts), at);
  }

  /** The same of a call that is only described. */
  judgeCall({ set, version }: Pick<SetInForce, 'set' | 'version'>, call: PolicyCall, at: number): Judgement {
    const action = this.catalogue.find(call.connector, call.actionId);
    return judge(this.engine, set, requestOf(call, action, localTime(at, set.timeZone)), version);
  }

  /** What the policies of a set go by in calls of an action. */
  seenIn(set: RuleSet, connector: string, actionId: string): SeenByRules {
    const action = this.catalogue.find(connector, actionId);
    if (!action) return { fields: 'all', source: true, time: true };
    const { context, input } = set.referencesFor(action);
    return {
      fields: input.has('*') || context.has('cleared') ? 'all' : [...input],
      source: context.has('source'),
      time: context.has('hour') || context.has('weekday'),
    };
  }

  /** Whether the policies do not hold for who calls. Only a person can be exempt. */
  isExempt({ actor }: InvocationContext, exempt: ReadonlyMap<string, number>, at: number): boolean {
    return actor !== undefined && typeOf(actor) === 'User' && (exempt.get(digestOf(actor.id)) ?? 0) > at;
  }
}

/** `page` is what a user interface reads by itself for the user. */
const typeOf = ({ type }: NonNullable<InvocationContext['actor']>): 'User' | 'Agent' =>
  type === 'agent' || type === 'service' ? 'Agent' : 'User';

/** Who calls without an actor is unknown, and so is no person. */
const NOBODY = { id: 'unknown', type: 'Agent' } as const;

/** An invocation as policies see it. */
function callOf({ connector, action, effect, input, context }: InvocationFacts): PolicyCall {
  const { actor, connection = 'default' } = context;
  const caller = callerOf(context);
  return {
    connector,
    actionId: action.id,
    effect,
    input,
    connection,
    actor: {
      ...(actor ? { id: actor.id, type: typeOf(actor) } : NOBODY),
      roles: caller?.principal.roles ?? [],
    },
    door: caller?.door ?? 'platform',
    source: caller?.source,
  };
}
