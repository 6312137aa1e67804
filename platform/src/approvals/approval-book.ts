import { randomBytes } from 'node:crypto';
import type { InvocationFacts, Outcome, PolicyDecision } from 'anthropic-admin-connector';
import type { AuditChain } from '../audit/audit-chain.js';
import { canonicalJson, type Json } from '../audit/entry.js';
import { scrub } from '../audit/details.js';
import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';
import { callerOf } from '../http/request-context.js';
import type { Approval, ApprovalBody, ApprovalChange, ApprovalDraft } from './approval.js';
import { approvalFacts, type ApprovalActor, type ApprovalEvent } from './approval-audit.js';
import { APPLYING_MS, type ApprovalStore, type Superseded } from './approval-store.js';
import type { ApprovalTerms } from './approval-terms.js';
import { behind, storedCallerOf } from './stored-caller.js';
import type { Planned } from './plan-of.js';

/** How approvals are kept. */
export interface ApprovalSettings {
  /** How long one waits to be decided, milliseconds. */
  readonly waitMs: number;
  /** Where people open one: a URL that its id is put behind; undefined where it is not known. */
  readonly page: string | undefined;
  /** How long one that is over is kept, milliseconds. */
  readonly keepMs: number;
  /** Whether entries of writes hold what was there before. */
  readonly recordsBefore?: boolean;
}

/** What an approval is opened for. */
export interface Opening {
  readonly facts: Pick<InvocationFacts, 'connector' | 'input' | 'unmasked' | 'context'> & {
    readonly action: { readonly id: string };
  };
  readonly terms: ApprovalTerms;
  readonly callKey: string;
  readonly planned: Extract<Planned, { digest: string }>;
  /** The one that this one follows. */
  readonly before?: Approval | undefined;
  readonly more?: Partial<ApprovalBody>;
  readonly state?: 'pending' | 'approved';
}

/** Receives what happens to approvals. */
export type ApprovalListener = (event: ApprovalEvent, approval: Approval) => void | Promise<void>;

const LONGEST_INPUT = 32 * 1024;

/** How many rounds a change is tried in that another process makes at the same time. */
const ROUNDS = 10;

/** Opens, uses and ends approvals, each with an entry in the audit. */
export class ApprovalBook {
  /** The approvals that this process applies. */
  readonly #applying = new Set<string>();

  constructor(
    readonly store: ApprovalStore,
    private readonly audit: Pick<AuditChain, 'append'>,
    private readonly database: Pick<Database, 'db'>,
    readonly settings: ApprovalSettings,
    private readonly tell: ApprovalListener,
  ) {}

  /** What a call is found by: who asks for what. Keyed, so a secret of the input cannot be guessed from it. */
  callKeyOf({ connector, action, unmasked, context }: Opening['facts']): string {
    const { tenantId, actor, connection = 'default' } = context;
    const input = canonicalJson(JSON.parse(JSON.stringify(unmasked())) as Json);
    return this.store.callKeyOf([tenantId, actor?.id ?? '', connector, action.id, connection, input]);
  }

  /** The approval of a call, without one that is over. */
  async current(tenantId: string, callKey: string): Promise<Approval | undefined> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await this.store.findOpen(tenantId, callKey);
      if (!found || !(await this.end(found))) return found;
    }
    return undefined;
  }

  /** Ends an approval that has expired, or whose call was interrupted. @returns whether it is over now */
  async end(approval: Approval): Promise<boolean> {
    const { tenantId, id, state, expiresAt } = approval;
    if (this.store.isLost(approval)) {
      await this.finish(approval, 'interrupted', { state: 'interrupted' });
      return true;
    }
    if (state === 'applying' || expiresAt > moment(this.store.now())) return false;
    if (state === 'denied' || state === 'edited')
      return (await this.store.change(tenantId, id, () => ({ body: { closed: true } }))) !== undefined;
    await this.finish(approval, 'expired', { state: 'expired' });
    return true;
  }

  /** Opens an approval, unless the call has one. */
  async open(opening: Opening): Promise<Approval> {
    const { facts, callKey, before } = opening;
    for (let round = 0; round < ROUNDS; round += 1) {
      const superseded: Superseded | undefined =
        before && round === 0
          ? { id: before.id, state: before.state === 'denied' ? 'denied' : 'outdated' }
          : undefined;
      const opened = await this.store.open(this.draftOf(opening), opening.state, superseded);
      if (!opened) {
        const other = await this.current(facts.context.tenantId, callKey);
        if (other) return other;
        continue;
      }
      if (opened.isNew) {
        await this.audit.append(approvalFacts('opened', opened.approval));
        await this.tell('opened', opened.approval);
      }
      return opened.approval;
    }
    throw new Error('An approval could not be opened: others change it all the time.');
  }

  /** Uses an approval up for a call. @returns undefined where another call was faster. */
  async use({ tenantId, id, body }: Approval, requestId: string): Promise<Approval | undefined> {
    const at = moment(this.store.now());
    const used = await this.store.change(tenantId, id, (now) =>
      now.state === 'approved' && now.body.digest === body.digest && now.expiresAt > at
        ? {
            state: 'applying',
            leasedUntil: moment(this.store.now(), APPLYING_MS),
            body: { run: { requestId, at } },
          }
        : undefined,
    );
    if (used) this.#applying.add(id);
    return used;
  }

  /** Records what became of the call that has used an approval up: one that changed nothing may be repeated. */
  async settle({ tenantId, id }: Approval, outcome: Outcome): Promise<Approval | undefined> {
    this.#applying.delete(id);
    const effect = outcome.ok ? 'done' : outcome.error.effect;
    const code = outcome.ok ? 'ok' : outcome.error.code;
    const isUnused = effect === 'none';
    const changed = await this.store.change(tenantId, id, ({ state, body: { run } }) =>
      state !== 'applying'
        ? undefined
        : {
            state: isUnused ? 'approved' : 'applied',
            leasedUntil: null,
            body: { run: { ...run!, code, effect } },
          },
    );
    if (changed && !isUnused) await this.tell('applied', changed);
    return changed;
  }

  /** Ends an approval, or changes its state, with an entry. */
  async finish(
    approval: Approval,
    event: ApprovalEvent,
    change: ApprovalChange,
    by?: ApprovalActor & { readonly note?: string | undefined },
  ): Promise<Approval | undefined> {
    // An entry without a change does less harm than a decision without an entry.
    if (by)
      await this.audit.append({ ...approvalFacts(event, approval, by, by.note), kind: 'intent', code: null });
    const changed = await this.store.change(approval.tenantId, approval.id, (now) =>
      now.version === approval.version ? change : undefined,
    );
    if (!changed) return undefined;
    await this.audit.append(approvalFacts(event, changed, by, by?.note));
    await this.tell(event, changed);
    return changed;
  }

  /** Renews the leases of calls in progress. */
  async renew(): Promise<void> {
    await this.store.renew([...this.#applying]);
  }

  /** Whether a call repeats one that was approved and run with the same idempotency key, whose outcome is stored. */
  async isRepeat({ connector, context }: InvocationFacts, callKey: string): Promise<boolean> {
    const { tenantId, idempotencyKey } = context;
    if (idempotencyKey === undefined) return false;
    const used = await this.store.applied(tenantId, callKey);
    if (!used.some(({ body }) => body.idempotencyKey === idempotencyKey)) return false;
    const stored = await this.database.db
      .selectFrom('idempotency_keys')
      .select('key')
      .where('tenant_id', '=', tenantId)
      .where('key', '=', `${connector}:${idempotencyKey}`)
      .where('outcome', 'is not', null)
      .where('expires_at', '>', moment(this.store.now(), APPLYING_MS))
      .executeTakeFirst();
    return stored !== undefined;
  }

  /** What the caller of a call learns of its approval. */
  told(approval: Approval, denied?: 'denied', outdated?: string): PolicyDecision {
    const { id, state, expiresAt, body } = approval;
    const { reason } = body.terms;
    const note = body.ended?.note === undefined ? '' : ` ${body.ended.note}`;
    if (denied)
      return {
        effect: 'deny',
        reason: `${reason} Approval ${id} was denied.${note} To ask again: POST /v1/approvals.`,
      };
    const url = this.urlOf(id);
    const fix = FIXES[state]?.(id, body);
    return {
      effect: 'approval',
      reason,
      approvalId: id,
      approval: {
        ...(url !== undefined && { url }),
        expiresAt,
        state,
        plan: body.plan as unknown as Readonly<Record<string, unknown>>,
      },
      ...(outdated !== undefined && { outdated }),
      ...(fix !== undefined && { fix }),
    };
  }

  /** Where people open an approval. */
  urlOf(id: string): string | undefined {
    return this.settings.page === undefined ? undefined : `${this.settings.page}${id}`;
  }

  private draftOf({ facts, terms, callKey, planned, before, more, state }: Opening): ApprovalDraft {
    const { connector, action, context, input } = facts;
    const { tenantId, actor, connection = 'default', idempotencyKey } = context;
    const masked = scrub(input);
    const text = canonicalJson(masked);
    const isLarge = text.length > LONGEST_INPUT;
    const raw = canonicalJson(JSON.parse(JSON.stringify(facts.unmasked())) as Json);
    const caller = storedCallerOf(context);
    return {
      id: `apr_${randomBytes(15).toString('base64url')}`,
      tenantId,
      requester: actor?.id ?? '',
      callKey,
      connector: connector.split('/')[0] ?? connector,
      action: action.id,
      connection,
      // One that begins as approved may be used for as long as any other that was approved.
      expiresAt: moment(this.store.now(), state === 'approved' ? terms.windowS * 1000 : this.settings.waitMs),
      body: {
        terms,
        requesterType: actor?.type ?? null,
        behind: behind(callerOf(context)?.principal),
        ...(caller && { caller }),
        input: isLarge ? null : masked,
        repeatOnly: isLarge || text !== raw,
        plan: planned.plan,
        digest: planned.digest,
        votes: [],
        ...(idempotencyKey !== undefined && { idempotencyKey }),
        ...(before && { previous: before.id }),
        ...more,
      },
    };
  }
}

/** What a caller does next, by the state of its approval. */
const FIXES: Readonly<Partial<Record<string, (id: string, body: ApprovalBody) => string>>> = {
  applying: (id) =>
    `Approval ${id} is being used by another call. GET /v1/approvals/${id} shows what becomes of it.`,
  edited: (id, { next }) =>
    `An approver has edited the input. Read it with GET /v1/approvals/${next ?? id}, then invoke with that input.`,
};
