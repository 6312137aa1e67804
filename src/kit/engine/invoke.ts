import { msg } from '../catalog/message.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Catalog } from '../compile/compile-catalog.js';
import { ConnectorError, failure } from './connector-error.js';
import type { InvocationContext } from './context.js';
import type { CredentialResolver } from './credential.js';
import { onceForKey } from './idempotency.js';
import { Invocation } from './invocation.js';
import { refuseAfterLookUp, refuseLimited } from './limited.js';
import type { Outcome, OutcomeError } from './outcome.js';
import type {
  ActionSwitches,
  Around,
  HostPolicy,
  IdempotencyStore,
  InvocationAudit,
  InvocationFacts,
  InvocationRequest,
} from './ports.js';
import { ActionRunner, type RunnerDeps } from './run-action.js';

/** What a host plugs into invocations. */
export interface InvocationPorts {
  readonly around?: Around;
  readonly switches?: ActionSwitches;
  readonly policy?: HostPolicy;
  readonly audit?: InvocationAudit;
  /** Receives errors that are bugs of the connector or failures of a port. */
  readonly onInternalError?: (error: unknown, requestId: string) => void;
}

/** What an engine is made of. */
export interface EngineDeps extends RunnerDeps {
  /** Id of the connector. */
  readonly connector: string;
  readonly catalog: Catalog;
  readonly credentials: CredentialResolver;
  readonly idempotency: IdempotencyStore;
  readonly ports: InvocationPorts;
  /** Masks what looks like a key in a text of the caller's. */
  readonly redact: (text: string) => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Runs actions by id. */
export class Engine {
  constructor(private readonly deps: EngineDeps) {}

  /** Runs one action; it never rejects, every failure is an outcome. */
  async invoke(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome> {
    const { connector, catalog, ports, now } = this.deps;
    const call = new Invocation(actionId, input, context, now);
    const action = catalog.get(actionId);
    const { requestId } = call;
    const secrets = action?.secrets ?? NO_SECRETS;
    const request = { connector, actionId, action: action?.action, input, secrets, context, requestId };
    const run = (): Promise<Outcome> => this.#run(action, call, request);
    return ports.around ? this.#around(ports.around, request, run, call) : run();
  }

  async #run(
    action: CompiledAction | undefined,
    call: Invocation,
    request: InvocationRequest,
  ): Promise<Outcome> {
    const outcome = await this.#steps(action, call).catch((error: unknown) =>
      call.fail(this.#expected(error, call)),
    );
    return this.#audited(request, outcome);
  }

  /** The steps of an invocation, in their order; each may end it with a `ConnectorError`. */
  async #steps(action: CompiledAction | undefined, call: Invocation): Promise<Outcome> {
    if (!action) throw this.#unknownAction(call.actionId);
    await this.#requireEnabled(action, call);
    const input = this.#validInput(action, call.input);
    const facts = this.#factsOf(action, input, call);
    await this.#requirePermission(facts);
    if (call.context.dryRun === true) return planned(action, input, call);

    const send = (): Promise<Outcome> => this.#send(action, facts, call);
    if (call.context.idempotencyKey === undefined || action.action.effect.kind === 'read') return send();
    return onceForKey(
      this.deps.idempotency,
      facts,
      call.context.idempotencyKey,
      () => send().catch((error: unknown) => call.fail(this.#expected(error, call))),
      (error) => this.#report(error, call.requestId),
    );
  }

  async #send(action: CompiledAction, facts: InvocationFacts, call: Invocation): Promise<Outcome> {
    const credential = await this.deps.credentials.resolve(call);
    const runner = new ActionRunner(this.deps, credential.call, call);
    try {
      if (action.limitations.length > 0) {
        await refuseAfterLookUp(action, facts.input, (id, input) => runner.run(id, input));
      }
      await this.#auditBefore(facts);
      return await runner.execute(action, facts.input);
    } catch (error) {
      await credential.noteFailure(error);
      throw error;
    }
  }

  async #requireEnabled({ action }: CompiledAction, { context }: Invocation): Promise<void> {
    const { connector, ports } = this.deps;
    if (!ports.switches || (await ports.switches.isEnabled({ connector, action, context }))) return;
    throw failure('action_disabled', {
      message: msg`The action ${{ action: action.id }} is disabled for this tenant.`,
      fix: 'An administrator of the tenant can enable it.',
    });
  }

  #validInput(action: CompiledAction, raw: unknown): InvocationFacts['input'] {
    const { input, issues } = action.check(raw);
    if (action.limitations.length > 0) refuseLimited(action, input, issues);
    if (issues.length === 0) return input;
    throw failure('invalid_input', {
      message: msg`The input of ${{ action: action.id }} is not valid: ${issues.map(({ message }) => message).join('; ')}.`,
      fix: `Example of a valid input: ${JSON.stringify(action.action.example)}.`,
      issues,
    });
  }

  async #requirePermission(facts: InvocationFacts): Promise<void> {
    const { policy } = this.deps.ports;
    if (!policy) return;
    const decision = await policy.decide(facts);
    if (decision.effect === 'allow') return;
    const name = { action: facts.action.id };
    if (decision.effect === 'deny') {
      throw failure('policy_denied', {
        message: msg`Policy does not allow ${name}: ${decision.reason}`,
        fix: 'Ask an administrator of the tenant to change the policy.',
      });
    }
    throw failure('approval_required', {
      message: msg`Policy requires approval for ${name}: ${decision.reason}`,
      fix:
        decision.approvalId === undefined
          ? 'Ask an administrator of the tenant to approve it.'
          : `Wait for approval ${decision.approvalId}, then invoke again.`,
    });
  }

  /** A write is recorded before it is sent, a read only afterwards. */
  async #auditBefore(facts: InvocationFacts): Promise<void> {
    if (facts.action.effect.kind === 'read') return;
    try {
      await this.deps.ports.audit?.begin?.(facts);
    } catch {
      throw failure('internal', {
        message: 'The audit entry could not be written, so the request was not sent.',
        fix: 'An operator has to check the audit store; then invoke again.',
        retryable: true,
      });
    }
  }

  async #audited(request: InvocationRequest, outcome: Outcome): Promise<Outcome> {
    const { audit } = this.deps.ports;
    if (!audit) return outcome;
    try {
      await audit.end({ ...request, outcome });
      return outcome;
    } catch (error) {
      this.#report(error, request.requestId);
      const warning = 'The audit entry of this invocation could not be written.';
      return { ...outcome, meta: { ...outcome.meta, warnings: [...(outcome.meta.warnings ?? []), warning] } };
    }
  }

  /** A host's `around` may fail; what has been done by then must not be reported as undone. */
  async #around(
    around: Around,
    request: InvocationRequest,
    run: () => Promise<Outcome>,
    call: Invocation,
  ): Promise<Outcome> {
    let started: Promise<Outcome> | undefined;
    try {
      return await around(request, () => (started ??= run()));
    } catch (error) {
      const outcome = started ? await started : call.fail(this.#expected(error, call));
      if (started) this.#report(error, call.requestId);
      return outcome;
    }
  }

  #unknownAction(id: unknown): ConnectorError {
    const similar = this.deps.catalog.similarTo(String(id)).map((one) => msg`${{ action: one }}`);
    const [first, ...others] = similar;
    const suggestion = first
      ? others.reduce((all, one) => msg`${all} or ${one}`, msg`Did you mean ${first}`)
      : undefined;
    const [example] = this.deps.catalog.all;
    const list = msg`An action id looks like ${{ action: example?.id ?? 'users_list' }}; the catalogue lists them all.`;
    return failure('unknown_action', {
      message: `There is no action "${this.deps.redact(String(id)).slice(0, LONGEST_ID)}".`,
      fix: suggestion ? msg`${suggestion}? ${list}` : list,
    });
  }

  #factsOf(
    { action, secrets }: CompiledAction,
    input: InvocationFacts['input'],
    call: Invocation,
  ): InvocationFacts {
    const { context, requestId } = call;
    return { connector: this.deps.connector, action, input, secrets, context, requestId };
  }

  #expected(error: unknown, { requestId }: Invocation): OutcomeError {
    if (error instanceof ConnectorError) return error.error;
    this.#report(error, requestId);
    return failure('internal', {
      message: 'Unexpected error in the connector.',
      fix: `Report it with the request id ${requestId}; the connector's log has the details.`,
    }).error;
  }

  #report(error: unknown, requestId: string): void {
    this.deps.ports.onInternalError?.(error, requestId);
  }
}

const NO_SECRETS = { input: [], output: [] } as const;

const LONGEST_ID = 80;

function planned(action: CompiledAction, input: InvocationFacts['input'], call: Invocation): Outcome {
  call.facts.dryRun = true;
  if (!action.request) return call.succeed({ action: action.id, input });
  const { method, path, body } = action.request(input);
  return call.succeed({ method, path, ...(body === undefined ? {} : { body }) });
}
