import type { SecretString } from '../vault/secret-string.js';
import type { Connection, ConnectionName, ConnectionRef, ConnectionStore } from './connection.js';
import type {
  CredentialProvider,
  KeyProblem,
  Organization,
  UndeterminedCause,
  UndeterminedCheck,
} from './credential-provider.js';
import type { EventDetails, EventRecorder } from './event-recorder.js';

/** A pasted key and the connection to save it to. */
export interface SaveRequest extends ConnectionName {
  /** The pasted text, not validated. */
  readonly apiKey: unknown;
  readonly actor: string;
  /** Allows a key of another organization to replace the stored one. */
  readonly confirmOrganizationChange?: boolean | undefined;
  /** Keeps a first key that could not be checked as `pending`; invocations cannot use it until a check finds it valid. */
  readonly keepPending?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The result of saving a key; only `saved` and `pending` change what is stored. `warnings` says what could not be
 * recorded of it.
 */
export type SaveResult = SaveStatus & { readonly warnings?: readonly string[] };

type SaveStatus =
  | { readonly status: 'saved'; readonly connection: Connection }
  | { readonly status: 'refused'; readonly problem: KeyProblem; readonly by: 'shape' | 'api' }
  | ({ readonly status: 'pending'; readonly connection: Connection } & NoVerdict)
  | ({ readonly status: 'undetermined' } & NoVerdict)
  | { readonly status: 'identity_changed'; readonly stored: Organization; readonly offered: Organization }
  | { readonly status: 'conflict' };

interface NoVerdict {
  readonly cause: UndeterminedCause;
  readonly problem: KeyProblem;
  /** How long to wait before the next check, milliseconds, where the API says so. */
  readonly retryAfterMs?: number;
}

/** A save request, and the connection it is for. */
export type SaveToRequest = SaveRequest & ConnectionRef;

interface SaveContext {
  readonly provider: CredentialProvider;
  readonly store: ConnectionStore;
  readonly events: EventRecorder;
  readonly limiterKeyOf: (ref: ConnectionRef, organization?: Organization) => string;
}

/**
 * Checks the format of a pasted key, then asks the API, and stores the key only if the API finds it valid.
 * @throws HostPortError where the store fails, or the audit cannot be written: the key is not stored then.
 */
export async function saveKey(context: SaveContext, request: SaveToRequest): Promise<SaveResult> {
  const precheck = context.provider.precheck(request.apiKey);
  if (!precheck.ok) return refuse(context, request, precheck.problem, 'shape');

  const stored = await context.store.find(request);
  const { tenantId, actor, signal } = request;
  const limiterKey = context.limiterKeyOf(request, usedOrganization(stored));
  const limiterKeyIn = (organization: Organization): string => context.limiterKeyOf(request, organization);
  const call = { tenantId, actor, limiterKey, limiterKeyIn, ...(signal ? { signal } : {}) };
  const check = await context.provider.check(precheck.key, call);
  switch (check.state) {
    case 'invalid':
      return refuse(context, request, check.problem, 'api');
    case 'undetermined':
      return postpone(context, request, precheck.key, check);
    case 'valid':
      return store(context, request, precheck.key, check.organization);
  }
}

async function store(
  context: SaveContext,
  request: SaveToRequest,
  key: SecretString,
  organization: Organization,
): Promise<SaveResult> {
  const { events } = context;
  const stored = await context.store.find(request);
  const before = usedOrganization(stored);
  if (before && before.id !== organization.id && request.confirmOrganizationChange !== true) {
    const details = { organizationId: organization.id, ...unchanged(stored) };
    const result = { status: 'identity_changed', stored: before, offered: organization } as const;
    return warned(result, await events.record(request, 'identity_changed', details));
  }

  const kind = stored && stored.state !== 'deleted' ? 'replaced' : 'saved';
  await events.intend(request, kind === 'replaced' ? 'replace' : 'save');
  const checkedAt = events.timestamp();
  const revision = nextRevision(context, request, key, stored, checkedAt);
  const connection: Connection = { ...revision, state: 'active', organization, checkedAt };
  if (!(await context.store.put(connection, key, stored?.revision ?? 0))) return { status: 'conflict' };
  const details = { organizationId: organization.id, ...unchanged(stored), to: 'active' as const };
  return warned({ status: 'saved', connection }, await events.record(request, kind, details));
}

/** A key that could not be checked never replaces another one. */
async function postpone(
  context: SaveContext,
  request: SaveToRequest,
  key: SecretString,
  { state: _, ...noVerdict }: UndeterminedCheck,
): Promise<SaveResult> {
  const { events } = context;
  const { problem } = noVerdict;
  const stored = await context.store.find(request);
  if (request.keepPending !== true || (stored && stored.state !== 'deleted')) {
    const details = { problem: problem.code, ...unchanged(stored) };
    return warned(
      { status: 'undetermined', ...noVerdict },
      await events.record(request, 'undetermined', details),
    );
  }

  await events.intend(request, 'save');
  const revision = nextRevision(context, request, key, stored, events.timestamp());
  const connection: Connection = { ...revision, state: 'pending', problem: kept(problem) };
  if (!(await context.store.put(connection, key, stored?.revision ?? 0))) return { status: 'conflict' };
  const details = { problem: problem.code, ...unchanged(stored), to: 'pending' as const };
  return warned(
    { status: 'pending', connection, ...noVerdict },
    await events.record(request, 'pending', details),
  );
}

/** Of a connection that stays, so the problem says what becomes of it. */
const kept = (problem: KeyProblem): KeyProblem => ({
  ...problem,
  message: `${problem.message} It was saved, and can be used once a check finds it valid.`,
});

async function refuse(
  { events }: SaveContext,
  request: SaveToRequest,
  problem: KeyProblem,
  by: 'shape' | 'api',
): Promise<SaveResult> {
  const warning = await events.record(request, 'refused', { problem: problem.code });
  return warned({ status: 'refused', problem, by }, warning);
}

const usedOrganization = (stored: Connection | undefined): Organization | undefined =>
  stored?.state === 'deleted' ? undefined : stored?.organization;

/** The states of an event that changes nothing. */
const unchanged = (stored: Connection | undefined): Pick<EventDetails, 'from' | 'to'> =>
  stored ? { from: stored.state, to: stored.state } : {};

const warned = (result: SaveStatus, warning: string | undefined): SaveResult =>
  warning === undefined ? result : { ...result, warnings: [warning] };

const nextRevision = (
  { provider }: SaveContext,
  { connector, tenantId, name, actor }: SaveToRequest,
  key: SecretString,
  stored: Connection | undefined,
  savedAt: string,
): Omit<Connection, 'state'> => ({
  connector,
  tenantId,
  name,
  keyPreview: provider.preview(key),
  revision: (stored?.revision ?? 0) + 1,
  savedBy: actor,
  savedAt,
});
