import type { RawInput } from '../catalog/define-limitation.js';
import { msg, type Message } from '../catalog/message.js';
import type { KeyUse } from '../connections/key-use.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Catalog } from '../compile/compile-catalog.js';
import { callOf } from '../compile/input-words.js';
import { fromHost, HostPortError } from '../host-port.js';
import { ConnectorError, failure, hostFailure } from './connector-error.js';
import type { InvocationContext } from './context.js';
import type { CredentialResolver, ResolvedCredential } from './credential.js';
import { digestOf, foresee, PLAN_BUDGET, PlanBudget, PlanSteps } from './foresee.js';
import { onceForKey } from './idempotency.js';
import { Invocation, takeOver } from './invocation.js';
import { FactsBuilder } from './mask.js';
import { isNeeded, refuseAfterLookUp, refuseLimited } from './limited.js';
import {
  isOutcome,
  type Outcome,
  type OutcomeError,
  type PlannedRequest,
  type UncheckedPart,
} from './outcome.js';
import type {
  ActionSwitches,
  Around,
  HostPolicy,
  IdempotencyStore,
  InvocationAudit,
  InvocationFacts,
  InvocationRequest,
  PolicyDecision,
} from './ports.js';
import {
  callerEnded,
  disabled,
  invalidContext,
  isSwitchedOff,
  keyAsIdempotencyKey,
  refusalOf,
  unknownAction,
  unusable,
} from './refusals.js';
import { ActionRunner, type RunnerDeps } from './run-action.js';

/** What a host plugs into invocations. */
export interface InvocationPorts {
  readonly around?: Around | undefined;
  readonly switches?: ActionSwitches | undefined;
  readonly policy?: HostPolicy | undefined;
  readonly audit?: InvocationAudit | undefined;
  /**
   * Receives errors that are bugs of the connector or failures of a port. If omitted, the first error of each class is a
   * warning of the process; the Nest module writes them to Nest's log.
   */
  readonly onInternalError?: ((error: unknown, requestId: string) => void) | undefined;
}

/** What an engine is made of. */
export interface EngineDeps extends RunnerDeps {
  readonly catalog: Catalog;
  readonly credentials: CredentialResolver;
  readonly idempotency: IdempotencyStore;
  readonly ports: InvocationPorts;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Runs actions by id. */
export class Engine {
  readonly #facts: FactsBuilder;

  constructor(private readonly deps: EngineDeps) {
    this.#facts = new FactsBuilder(deps.connector, deps.redact);
  }

  /** Runs one action; it never rejects, every failure is an outcome. */
  invoke(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome> {
    return this.#call(actionId, input, context, (action, call) => this.#run(action, call));
  }

  /** Checks one action without running it; it never rejects, every failure is an outcome. */
  plan(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome<PlannedRequest>> {
    const call = this.#call(actionId, input, context, (action, call) => this.#plan(action, call));
    return call as Promise<Outcome<PlannedRequest>>;
  }

  /** Runs the steps of a call with what the host plugs around them. */
  async #call(actionId: string, given: unknown, from: InvocationContext, steps: Steps): Promise<Outcome> {
    const { catalog, ports, now } = this.deps;
    const action = catalog.get(actionId);
    const shownId = action ? actionId : this.#shown(actionId);
    const { input, context, problem } = takeOver(given, from);
    const call = new Invocation(shownId, input, context, now);
    // A call without a tenant belongs to no one: no port sees it.
    if (problem) return call.fail(invalidContext(problem).error);
    const settled = (): Promise<Outcome> =>
      steps(action, call).catch((error: unknown) => call.fail(this.#expected(error, call)));
    const { around, audit } = ports;
    if (!around && !audit) return settled();
    const request = this.#facts.requestOf(action, call);
    const run = async (): Promise<Outcome> => this.#audited(request, await settled());
    return around ? this.#around(around, request, run, call) : run();
  }

  /** The steps of an invocation, in their order; each may end it with a `ConnectorError`. */
  async #run(action: CompiledAction | undefined, call: Invocation): Promise<Outcome> {
    if (call.context.consequences === true) throw invalidContext(PLAN_ONLY);
    const { known, input, facts } = await this.#allowed(action, call);
    const send = (): Promise<Outcome> => this.#send(known, input, facts, call);
    const { idempotencyKey: key } = call.context;
    if (key === undefined || known.action.effect.kind === 'read') return send();
    const { idempotency: store, redact } = this.deps;
    const report = (error: unknown): void => this.#report(error, call.requestId);
    const connection = await this.deps.credentials.connectionOf(call);
    return onceForKey({ store, facts: facts(), key, connection, redact, report }, () =>
      send().catch((error: unknown) => call.fail(this.#expected(error, call))),
    );
  }

  /** The steps of a plan: those of an invocation up to its request, which is not sent. */
  async #plan(action: CompiledAction | undefined, call: Invocation): Promise<Outcome> {
    call.facts.dryRun = true;
    const { signal, deadline = Infinity } = call.context;
    if (signal?.aborted)
      throw failure('cancelled', { message: 'The invocation was cancelled before it was done.' });
    if (deadline <= this.deps.now())
      throw failure('timeout', { message: 'The deadline had already passed.' });
    const { known, input, facts } = await this.#allowed(action, call);
    if (call.context.consequences === true) return this.#foresee(known, input, facts, call);
    const unchecked = await this.#checkWithCredential(known, input, facts, call);
    if (unchecked.length > 0) call.facts.unchecked = unchecked;
    return call.succeed(plannedRequest(known, input));
  }

  /** A plan with what the call would do: it needs a credential, because it reads. */
  async #foresee(
    action: CompiledAction,
    input: RawInput,
    facts: () => InvocationFacts,
    call: Invocation,
  ): Promise<Outcome> {
    const { now, connector } = this.deps;
    const until = now() + PLAN_BUDGET.ms;
    const credential = await this.#credentialFor(action, facts, call);
    return this.#using(credential, call, async (runner) => {
      await this.#lookUp(action, input, runner, true).catch((error: unknown) => {
        if (!(error instanceof ConnectorError) || DECIDED.has(error.error.code)) throw error;
        call.facts.unchecked = ['look_up'];
      });
      const budget = new PlanBudget();
      const reads = new PlanSteps(runner.stepsOfPlan(action, until, budget.take), budget);
      const report = (error: unknown): void => this.#report(error, call.requestId);
      const foreseen = await foresee(action, input, reads, { ...this.deps, report });
      const { tenantId, connection = 'default', binding } = call.context;
      const { organization, key } = credential.call;
      const bond = {
        connector,
        tenantId,
        connection,
        binding,
        actionId: action.id,
        input,
        facts: foreseen.facts,
      };
      const digest = digestOf({ ...bond, organizationId: organization?.id }, key);
      return call.succeed({ ...plannedRequest(action, input), ...foreseen, digest });
    });
  }

  /** The steps that need no credential. */
  async #allowed(action: CompiledAction | undefined, call: Invocation): Promise<AllowedCall> {
    if (!action) throw unknownAction(this.deps.catalog, call.actionId);
    const { idempotencyKey: key } = call.context;
    if (key !== undefined && this.deps.redact(key) !== key) throw keyAsIdempotencyKey();
    await this.#requireEnabled(action, call);
    const input = this.#validInput(action, call.input);
    const facts = (): InvocationFacts => this.#facts.factsOf(action, input, call);
    await this.#requirePermission(action, facts, call);
    return { known: action, input, facts };
  }

  async #send(
    action: CompiledAction,
    input: RawInput,
    facts: () => InvocationFacts,
    call: Invocation,
  ): Promise<Outcome> {
    const credential = await this.#credentialFor(action, facts, call);
    return this.#using(credential, call, async (runner) => {
      await this.#lookUp(action, input, runner, false);
      await this.#auditBefore(action, facts);
      return runner.execute(action, input);
    });
  }

  #credentialFor(
    action: CompiledAction,
    facts: () => InvocationFacts,
    call: Invocation,
  ): Promise<ResolvedCredential> {
    return this.deps.credentials.resolve(call, keyUseOf(action), {
      enabled: async () => {
        await this.#requireCaller(call);
        await this.#requireEnabled(action, call);
      },
      allowed: async () => {
        await this.#requireCaller(call);
        await this.#requireEnabled(action, call);
        await this.#requirePermission(action, facts, call);
      },
    });
  }

  /** Runs work with a credential, and marks its connection where the API refuses the key. */
  async #using<T>(
    credential: ResolvedCredential,
    call: Invocation,
    work: (runner: ActionRunner) => Promise<T>,
  ): Promise<T> {
    const runner = new ActionRunner(this.deps, credential, call, (part, input) =>
      this.#requirePart(part, input, credential, call),
    );
    try {
      return await work(runner);
    } catch (error) {
      await credential.noteFailure(error).catch((failed: unknown) => this.#report(failed, call.requestId));
      throw error;
    } finally {
      runner.end();
      await credential.release();
    }
  }

  /** Another action as a part of a composed one: its switch, the policy and the rules of the key apply. */
  async #requirePart(
    part: CompiledAction,
    input: RawInput,
    credential: ResolvedCredential,
    call: Invocation,
  ): Promise<void> {
    await this.#requireEnabled(part, call);
    const facts = (): InvocationFacts => ({
      ...this.#facts.factsOf(part, input, call),
      partOf: call.actionId,
    });
    await this.#requirePermission(part, facts, call, true);
    await credential.requireUse(keyUseOf(part));
  }

  async #lookUp(
    action: CompiledAction,
    input: RawInput,
    runner: ActionRunner,
    isDryRun: boolean,
  ): Promise<void> {
    if (action.limitations.length === 0) return;
    await refuseAfterLookUp(action, input, isDryRun, (id, look) => runner.run(id, look));
  }

  /**
   * Checks what takes a credential: that there is one, and the limitations that take a read of the API.
   * @returns what could not be checked.
   * @throws ConnectorError limited_operation, or not_found where the read finds nothing
   */
  async #checkWithCredential(
    action: CompiledAction,
    input: RawInput,
    facts: () => InvocationFacts,
    call: Invocation,
  ): Promise<UncheckedPart[]> {
    const looksUp = action.limitations.some(({ lookUp }) => lookUp && isNeeded(lookUp, input, true));
    let credential: ResolvedCredential;
    try {
      credential = await this.#credentialFor(action, facts, call);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.error.code === 'key_use_refused') throw error;
      return looksUp ? ['credential', 'look_up'] : ['credential'];
    }
    try {
      await this.#using(credential, call, (runner) => this.#lookUp(action, input, runner, true));
      return [];
    } catch (error) {
      if (!(error instanceof ConnectorError) || DECIDED.has(error.error.code)) throw error;
      return ['look_up'];
    }
  }

  async #requireEnabled({ action }: CompiledAction, { context }: Invocation): Promise<void> {
    const { connector, ports } = this.deps;
    const { switches } = ports;
    if (!switches) return;
    const isEnabled: unknown = await fromHost('switches', () =>
      switches.isEnabled({ connector, action, context }),
    );
    if (isEnabled === true) return;
    if (isEnabled !== false && !isSwitchedOff(isEnabled))
      throw unusable('switches', 'isEnabled', 'true, false or { message, fix }');
    throw disabled(action.id, isEnabled || undefined);
  }

  async #requireCaller({ context: { stillAllowed } }: Invocation): Promise<void> {
    if (!stillAllowed) return;
    const allowed: unknown = await fromHost('policy', stillAllowed);
    if (allowed === true) return;
    if (allowed !== false) throw unusable('policy', 'stillAllowed', 'true or false');
    throw callerEnded();
  }

  #validInput(action: CompiledAction, raw: unknown): RawInput {
    const { input, issues, next } = action.check(raw);
    if (action.limitations.length > 0) refuseLimited(action, input, issues);
    if (issues.length === 0) return input;
    const wrong = issues.map(({ message, parts }): Message => parts ?? [message]);
    const examples = action.examplesFor(raw).map((example) => JSON.stringify(example));
    const valid = `${examples.length > 1 ? 'Examples' : 'Example'} of a valid input: ${examples.join(' or ')}.`;
    throw failure('invalid_input', {
      message: msg`The input of ${{ action: action.id }} is not valid: ${wrong.reduce((all, one) => msg`${all}; ${one}`)}.`,
      fix: next ? msg`Find the id first: run ${callOf(next)}. ${valid}` : valid,
      issues,
      ...(next ? { next } : {}),
    });
  }

  /** @param isPart - whether the action is a part of the one that is called: a plan shows what an approval of the latter is for */
  async #requirePermission(
    { id }: CompiledAction,
    facts: () => InvocationFacts,
    call: Invocation,
    isPart = false,
  ): Promise<void> {
    const { policy } = this.deps.ports;
    if (!policy) return;
    const decision = await fromHost('policy', () => policy.decide(facts()));
    if ((decision as PolicyDecision | null | undefined)?.effect === 'allow')
      return call.notePolicy(id, decision);
    const refusal = refusalOf(decision, id);
    const approval = refusal instanceof ConnectorError ? refusal.error.approval : undefined;
    if (!approval || isPart || call.context.consequences !== true) throw refusal;
    call.facts.approval = approval;
  }

  /** A write is recorded before it is sent, a read only afterwards unless the host asks otherwise. */
  async #auditBefore({ action }: CompiledAction, facts: () => InvocationFacts): Promise<void> {
    const { audit } = this.deps.ports;
    if (!audit?.begin || (action.effect.kind === 'read' && audit.beforeReads !== true)) return;
    await fromHost('audit', () => audit.begin?.(facts()));
  }

  async #audited(request: InvocationRequest, outcome: Outcome): Promise<Outcome> {
    try {
      await this.deps.ports.audit?.end(this.#facts.entryOf(request, outcome));
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
    let hasEnded = false;
    const next = (): Promise<Outcome> => {
      if (hasEnded && !started)
        return Promise.reject(new Error('`next` was called after the invocation had ended.'));
      return (started ??= run());
    };
    try {
      const outcome: unknown = await fromHost('around', () => around(request, next));
      if (isOutcome(outcome)) return outcome;
      throw unusable('around', 'around', 'the outcome of `next`');
    } catch (error) {
      hasEnded = true;
      const failed = this.#expected(error, call);
      return started ?? this.#audited(request, call.fail(failed));
    }
  }

  /** An id that a caller made up, as it may be shown. */
  #shown(id: unknown): string {
    return this.deps.redact(String(id)).slice(0, LONGEST_ID);
  }

  #expected(error: unknown, { requestId }: Invocation): OutcomeError {
    if (error instanceof ConnectorError) return error.error;
    if (error instanceof HostPortError) {
      this.#report(error.cause, requestId);
      return hostFailure(error.port).error;
    }
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

/** A call that asks for consequences must not be run instead. */
const PLAN_ONLY = {
  path: 'context.consequences',
  rule: 'context',
  message: 'consequences is of a plan only; call plan() instead',
};

const LONGEST_ID = 80;

/** Codes with which a look-up decides, so its plan fails as the invocation would. */
const DECIDED: ReadonlySet<string> = new Set([
  'limited_operation',
  'not_found',
  'credential_rejected',
  'key_use_refused',
]);

const keyUseOf = ({ id: actionId, packs, power }: CompiledAction): Omit<KeyUse, 'stage'> => ({
  actionId,
  packs,
  power,
});

type Steps = (action: CompiledAction | undefined, call: Invocation) => Promise<Outcome>;

/** A call that every check without a credential allows. */
interface AllowedCall {
  readonly known: CompiledAction;
  readonly input: RawInput;
  /** Built where a port asks for them. */
  readonly facts: () => InvocationFacts;
}

function plannedRequest(action: CompiledAction, input: RawInput): PlannedRequest {
  // A request for more than the API returns at once is never sent.
  if (!action.request || action.takesSeveralPages(input, false)) return { action: action.id, input };
  const { method, path, body } = action.request(input);
  return { method, path, ...(body === undefined ? {} : { body }) };
}
