import type {
  AuditEntry,
  CredentialAudit,
  CredentialEvent,
  CredentialIntentAudit,
  InvocationAudit,
  InvocationContext,
  InvocationFacts,
  Outcome,
} from 'anthropic-admin-connector';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { AuditChain } from './audit-chain.js';
import { detailsOf, scrub, type InputBudget } from './details.js';
import { LOOK_UP_ACTOR } from './read-chain.js';
import type { AuditFacts } from './entry.js';
import type { RefusedCalls } from './refused-calls.js';

/** How much is written. */
export interface AuditOptions {
  /** Counts refused calls beyond the first ones of a minute. */
  readonly refused?: RefusedCalls;
  /** Bounds the bytes of inputs; an input beyond is written as its digest. */
  readonly inputs?: InputBudget;
  /** Whether a read is written before it is sent as well. */
  readonly readsRequired?: boolean;
}

/** What entries of a write hold of the object that it changes. */
export interface BeforeRecorder {
  /** Before the write: what is there, and what restores it. */
  before(facts: InvocationFacts): Promise<Pick<AuditFacts, 'details' | 'persons'> | undefined>;
  /** After it: a digest of what is there then; undefined where `before` has recorded nothing for the context. */
  after(context: InvocationContext): Promise<string | undefined>;
}

/** Writes invocations and events of credentials into the audit chain of their tenant. */
export class DatabaseAudit implements InvocationAudit {
  readonly beforeReads: boolean;
  /** The intents of a context that have no outcome yet, by action. */
  readonly #begun = new WeakMap<InvocationContext, Map<string, number[]>>();
  readonly #waiting = new WeakMap<InvocationContext, ((entry: AuditEntry) => Promise<void>)[]>();

  #recorder: BeforeRecorder | undefined;

  /** @param options - every refused call has an entry if `refused` is omitted */
  constructor(
    private readonly chain: Pick<AuditChain, 'append'>,
    private readonly options: AuditOptions = {},
  ) {
    this.beforeReads = options.readsRequired ?? false;
  }

  /** Records what was there before each write, from now on. */
  recordBefore(recorder: BeforeRecorder): void {
    this.#recorder = recorder;
  }

  /** @throws Error where the intent cannot be written; the invocation is not sent then. */
  async begin(facts: InvocationFacts): Promise<void> {
    const { action, context } = facts;
    const isWrite = action.effect.kind !== 'read';
    const before = isWrite ? await this.#recorder?.before(facts) : undefined;
    const plain = intentOf(facts, this.options.inputs);
    const intent = before
      ? { ...plain, persons: before.persons ?? [], details: { ...plain.details, ...before.details } }
      : plain;
    const { seq } = await this.chain.append(isWrite ? { ...intent, intent: 'own' } : intent);
    const intents = this.#begun.get(context) ?? new Map<string, number[]>();
    this.#begun.set(context, intents.set(action.id, [...(intents.get(action.id) ?? []), seq]));
  }

  /** Tells once what becomes of the invocation of a context, also where its entry cannot be written. */
  whenEnded(context: InvocationContext, tell: (entry: AuditEntry) => Promise<void>): void {
    this.#waiting.set(context, [...(this.#waiting.get(context) ?? []), tell]);
  }

  async end(entry: AuditEntry): Promise<void> {
    const waiting = this.#waiting.get(entry.context);
    if (!waiting) return this.write(entry);
    this.#waiting.delete(entry.context);
    const written = await Promise.allSettled([...waiting.map((tell) => tell(entry)), this.write(entry)]);
    const failed = written.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async write(entry: AuditEntry): Promise<void> {
    const { outcome, context } = entry;
    const intents = this.#begun.get(context);
    const isRefused = !outcome.ok && outcome.meta.attempts === 0 && !intents;
    if (isRefused && this.options.refused?.isCounted(context, outcome.error.code)) return;
    const intent = intents?.get(entry.actionId)?.shift();
    const facts = invocationOf(entry, this.options.inputs);
    const after = outcome.ok && intent !== undefined ? await this.#recorder?.after(context) : undefined;
    await this.chain.append({
      ...facts,
      ...(after !== undefined && { details: { ...facts.details, after } }),
      ...(intent !== undefined && { intent }),
    });
  }

  /**
   * Writes a change of a stored key that is about to happen.
   * @throws Error where it cannot be written; the key does not change then.
   */
  readonly credentialIntent: CredentialIntentAudit = async ({ connector, tenantId, name, actor, kind }) => {
    await this.chain.append({
      ...NOTHING_SENT,
      tenantId,
      kind: 'intent',
      action: `connections.${kind}`,
      actorId: plainText(actor),
      connection: plainText(name),
      code: null,
      details: detailsOf({ connector }),
    });
  };

  /** Writes an event of a credential. */
  readonly credential: CredentialAudit = async (event) => {
    await this.chain.append(credentialFactsOf(event));
  };
}

/** A write that is about to be sent. */
export const intentOf = (
  { connector, action, effect, input, context, requestId }: InvocationFacts,
  inputs?: InputBudget,
): AuditFacts => ({
  ...whoOf(context, effect),
  kind: 'intent',
  action: action.id,
  code: null,
  requestId: plainText(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf(
    {
      connector,
      destructive: effect.destructive || undefined,
      input: scrub(input),
      idempotencyKey: plainTextOrNull(context.idempotencyKey) ?? undefined,
    },
    inputs && ((bytes) => inputs.take(context, bytes)),
  ),
});

/** A finished invocation. Never the API's response, which belongs to the tenant and may contain secrets. */
export const invocationOf = (
  { connector, actionId, effect, input, context, outcome }: AuditEntry,
  inputs?: InputBudget,
): AuditFacts => ({
  ...whoOf(context, effect),
  kind: 'invocation',
  action: plainText(actionId),
  code: outcome.ok ? 'ok' : outcome.error.code,
  requestId: plainText(outcome.meta.requestId),
  upstreamRequestId: plainTextOrNull(outcome.meta.upstreamRequestId),
  durationMs: outcome.meta.durationMs,
  details: detailsOf(
    {
      connector,
      destructive: effect?.destructive || undefined,
      input: scrub(input),
      idempotencyKey: plainTextOrNull(context.idempotencyKey) ?? undefined,
      ...circumstancesOf(outcome),
    },
    inputs && ((bytes) => inputs.take(context, bytes)),
  ),
});

function whoOf(
  { tenantId, actor, connection }: InvocationContext,
  effect: AuditEntry['effect'],
): Pick<AuditFacts, 'tenantId' | 'actorId' | 'actorType' | 'connection'> {
  return {
    tenantId,
    actorId: plainTextOrNull(actor?.id),
    // A caller may call a read a look-up, and never a write.
    actorType: (actor?.type === LOOK_UP_ACTOR && effect?.kind !== 'read' ? 'user' : actor?.type) ?? null,
    connection: plainText(connection ?? 'default'),
  };
}

function circumstancesOf(outcome: Outcome): Parameters<typeof detailsOf>[0] {
  const { attempts, organizationId, partial, replayed, dryRun, policy } = outcome.meta;
  const { limitation, upstream, effect } = outcome.ok ? {} : outcome.error;
  return {
    attempts,
    organizationId: plainTextOrNull(organizationId) ?? undefined,
    partial: partial?.reason,
    replayed,
    dryRun,
    policy: policy && scrub(policy),
    limitation: limitation?.id,
    effect: effect === 'none' ? undefined : effect,
    upstream: upstream && scrub({ status: upstream.status, type: upstream.type, code: upstream.code }),
  };
}

const NOTHING_SENT = { actorType: null, requestId: null, upstreamRequestId: null, durationMs: null } as const;

/** Events that are failures without a problem of the key. */
const NOT_OK: Readonly<Partial<Record<CredentialEvent['kind'], string>>> = {
  identity_changed: 'identity_changed',
  undetermined: 'upstream_unavailable',
};

/** An event of a connection. */
export const credentialFactsOf = (event: CredentialEvent): AuditFacts => ({
  ...NOTHING_SENT,
  tenantId: event.tenantId,
  kind: 'credential',
  action: `connections.${event.kind}`,
  actorId: plainText(event.actor),
  connection: plainText(event.name),
  code: plainTextOrNull(event.problem) ?? NOT_OK[event.kind] ?? 'ok',
  details: detailsOf({
    connector: event.connector,
    organizationId: plainTextOrNull(event.organizationId) ?? undefined,
  }),
});
