import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InvocationContext, InvocationFacts } from 'anthropic-admin-connector';
import type { BeforeRecorder } from '../audit/database-audit.js';
import { scrub } from '../audit/details.js';
import { canonicalJson, HeadSeal, type ChainedEntry, type Json } from '../audit/entry.js';
import { allReadable } from '../audit/persons/readable.js';
import { readNewest } from '../audit/read-chain.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { Database } from '../database/database.js';
import type { CallerFacts, Principal } from '../http/request-context.js';
import { requirePowers } from '../permissions/permissions.js';
import { PlatformError } from '../problems/platform-error.js';
import type { ApprovalPlan } from './approval.js';
import { outcomeProblem } from './approval-problems.js';
import { callOf, planOf } from './plan-of.js';

/** The action that restores what was. */
interface Inverse {
  readonly actionId: string;
  readonly input: Readonly<Record<string, Json>>;
}

/** What restores the object of an entry, ready to be invoked. */
export interface UndoPlan {
  readonly connector: string;
  readonly connection: string;
  readonly action: string;
  readonly input: Readonly<Record<string, Json>>;
  readonly plan: ApprovalPlan;
  readonly digest: string;
}

/** Records what was there before a write, and plans what restores it. */
@Injectable()
export class Undo implements BeforeRecorder {
  readonly #recorded = new WeakMap<
    InvocationContext,
    { readonly connector: string; readonly inverse: Inverse }
  >();

  constructor(
    private readonly database: Database,
    private readonly seal: HeadSeal,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** What cannot be read is not recorded, and keeps no write from being sent. */
  async before(facts: InvocationFacts): ReturnType<BeforeRecorder['before']> {
    const id = facts.connector.split('/')[0] ?? '';
    const planned = await planOf(this.directory.get(id), callOf(facts), 'before').catch(() => undefined);
    if (!planned || 'error' in planned) return undefined;
    const { before, inverse } = planned.plan;
    const ready = inverse === undefined ? undefined : (inverse as unknown as Inverse);
    const shown = scrub({ before, inverse: ready });
    const details = shown as Readonly<Record<string, Json>>;
    // An input without its secrets restores nothing.
    const isWhole =
      ready !== undefined && canonicalJson(details['inverse'] ?? null) === canonicalJson(inverse ?? null);
    if (isWhole) this.#recorded.set(facts.context, { connector: id, inverse: ready });
    const { inverse: _inverse, ...rest } = details;
    return { details: isWhole ? details : rest, persons: namesIn(before) };
  }

  async after(context: InvocationContext): Promise<string | undefined> {
    const recorded = this.#recorded.get(context);
    if (!recorded) return undefined;
    const { connector, inverse } = recorded;
    const call = { action: inverse.actionId, input: inverse.input, context, secrets: [] };
    const planned = await planOf(this.directory.get(connector), call, 'after').catch(() => undefined);
    return !planned || 'error' in planned ? undefined : digestOf(planned.plan);
  }

  /** The plan of what restores the object of an entry. @throws PlatformError conflict where it has changed since */
  async plan(principal: Principal, seq: number, requestId: string): Promise<UndoPlan> {
    const entry = await this.entry(principal.tenantId, seq);
    if (!entry) throw new PlatformError('not_found', { message: 'The audit has no entry with this number.' });
    const intent =
      entry.intent === undefined ? undefined : await this.entry(principal.tenantId, entry.intent);
    const inverse = intent?.details['inverse'] as unknown as Inverse | undefined;
    const after = entry.details['after'];
    if (!inverse || typeof after !== 'string' || entry.seq === entry.intent) throw notRecorded();
    const instance = entry.details['connector'];
    const id = typeof instance === 'string' ? (instance.split('/')[0] ?? '') : '';
    const connector = this.directory.get(id);
    requirePowers(principal, connector, inverse.actionId, inverse.input);
    const { tenantId, actor, stillAllowed } = principal;
    const connection = entry.connection ?? 'default';
    const caller: CallerFacts = { principal, door: 'rest', source: undefined };
    const context = { tenantId, actor, connection, caller, stillAllowed, requestId };
    const call = { action: inverse.actionId, input: inverse.input, context, secrets: [] };
    const planned = await planOf(connector, call, 'undo');
    if ('error' in planned) throw outcomeProblem(planned.error);
    if (digestOf(planned.plan) !== after) throw hasChanged();
    return { connector: id, connection, action: inverse.actionId, input: inverse.input, ...planned };
  }

  private async entry(tenantId: string, seq: number): Promise<ChainedEntry | undefined> {
    const { db } = this.database;
    const found = await readNewest(db, tenantId, {}, { before: seq + 1, limit: 1 });
    const [entry] = await allReadable(db, this.seal, found);
    return entry?.seq === seq ? entry : undefined;
  }
}

const digestOf = ({ before = null }: ApprovalPlan): string =>
  createHash('sha256').update(canonicalJson(before)).digest('hex');

/** Texts of an object that may name a person; addresses are found by themselves. */
function namesIn(value: Json | undefined): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, each]: [string, Json]) =>
    typeof each === 'string' && /name$/i.test(field) && each !== '' ? [each] : namesIn(each),
  );
}

const notRecorded = (): PlatformError =>
  new PlatformError('conflict', {
    message: 'The entry holds nothing that restores what was there before.',
    fix: 'Undo the outcome of a write that was done while AUDIT_RECORD_BEFORE was on, and that can be reversed.',
  });

const hasChanged = (): PlatformError =>
  new PlatformError('conflict', {
    message: 'The object has changed since, so it is not restored.',
    fix: 'Read it, and change what has to be changed.',
  });
