import type { ActionId, InputOf, OutputOf } from '../actions/index.js';
import type { Action } from '../actions/define-action.js';
import type { ActionRegistry } from './action-registry.js';
import { ConnectorError } from './connector-error.js';
import type { InvocationContext } from './context.js';
import type { CredentialDesk } from './credential-desk.js';
import { once } from './idempotency.js';
import type { InputChecker } from './input-checker.js';
import { Invocation } from './invocation.js';
import type { Outcome } from './outcome.js';
import { pageOf } from './page-of.js';
import type {
  ActionSwitches,
  HostPolicy,
  IdempotencyStore,
  InvocationAudit,
  InvocationFacts,
} from './ports.js';
import { auditBefore, requireEnabled, requirePermission } from './host-rules.js';
import { Session, type SessionDeps } from './session.js';

/** What the dispatcher is made of. */
export interface DispatcherDeps extends SessionDeps {
  readonly registry: ActionRegistry;
  readonly checker: (action: Action) => InputChecker;
  readonly credentials: CredentialDesk;
  readonly switches?: ActionSwitches;
  readonly policy?: HostPolicy;
  readonly idempotency?: IdempotencyStore;
  readonly audit?: InvocationAudit;
  readonly onInternalError?: (error: unknown, requestId: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

type Input<Id extends string> = Id extends ActionId ? InputOf<Id> : unknown;
type Output<Id extends string> = Id extends ActionId ? OutputOf<Id> : unknown;

/** Invokes actions by id. */
export class Dispatcher {
  constructor(private readonly deps: DispatcherDeps) {}

  /** Runs one action; it never throws for an expected failure, the outcome tells. */
  async invoke<const Id extends string>(
    actionId: Id,
    input: Input<Id>,
    context: InvocationContext,
  ): Promise<Outcome<Output<Id>>> {
    const call = new Invocation(actionId, input, context, this.deps.now);
    const outcome = await this.perform(call).catch((error: unknown) => call.fail(this.expected(error, call)));
    return (await this.writtenDown(call, outcome)) as Outcome<Output<Id>>;
  }

  private async perform(call: Invocation): Promise<Outcome> {
    const action = this.deps.registry.get(call.actionId);
    await requireEnabled(this.deps.switches, action, call.context);
    const input = this.validInput(action, call.input);
    const facts = { action, input, context: call.context, requestId: call.requestId };
    await requirePermission(this.deps.policy, facts);
    if (call.context.dryRun === true) return this.plan(facts, call);
    return once(
      this.deps.idempotency,
      facts,
      () => this.send(facts, call).catch((error: unknown) => call.fail(this.expected(error, call))),
      (error) => this.deps.onInternalError?.(error, call.requestId),
    );
  }

  private async send(facts: InvocationFacts, call: Invocation): Promise<Outcome> {
    const { action, input } = facts;
    const credential = await this.deps.credentials.open(call);
    const session = new Session(this.deps, credential.call, call);
    try {
      await this.deps.gate.refuseByLookUp(action, input, (id, lookUp) => session.run(id, lookUp));
      await auditBefore(this.deps.audit, facts);
      const data = await session.execute(action, input);
      return call.succeed(data, pageOf(action, data, input));
    } catch (error) {
      throw await credential.reconsidered(error);
    }
  }

  private validInput(action: Action, raw: unknown): InvocationFacts['input'] {
    const { input, issues } = this.deps.checker(action).check(raw);
    this.deps.gate.refuse(action, input, issues);
    if (issues.length === 0) return input;
    throw new ConnectorError('invalid_input', {
      message: `The input of ${action.id} is not valid: ${issues.map(({ message }) => message).join('; ')}.`,
      fix: `A right input looks like ${JSON.stringify(action.example)}.`,
      issues,
    });
  }

  private plan({ action, input }: InvocationFacts, call: Invocation): Outcome {
    call.facts.dryRun = true;
    if (!('route' in action)) return call.succeed({ action: action.id, input });
    const { method, path, body } = this.deps.runnable(action.id).request(input);
    return call.succeed({ method, path, ...(body === undefined ? {} : { body }) });
  }

  private expected(error: unknown, call: Invocation): ConnectorError {
    if (error instanceof ConnectorError) return error;
    this.deps.onInternalError?.(error, call.requestId);
    return new ConnectorError('internal', {
      message: 'The connector failed in a way it should not.',
      fix: `Report it with the request id ${call.requestId}; the log of the connector says more.`,
    });
  }

  private async writtenDown(call: Invocation, outcome: Outcome): Promise<Outcome> {
    if (!this.deps.audit) return outcome;
    try {
      await this.deps.audit.end({
        actionId: call.actionId,
        input: call.input,
        context: call.context,
        outcome,
      });
      return outcome;
    } catch (error) {
      this.deps.onInternalError?.(error, call.requestId);
      const warnings = [
        ...(outcome.meta.warnings ?? []),
        'The audit entry of this invocation could not be written.',
      ];
      return { ...outcome, meta: { ...outcome.meta, warnings } };
    }
  }
}
