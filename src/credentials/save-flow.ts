import type { KeyCheck, Organization } from './admin-key-provider.js';
import type { Connection, ConnectionRef } from './connection.js';
import { record, timestamp, type ConnectionServiceDeps } from './connection-deps.js';
import { keyPreview } from './key-preview.js';
import type { KeyProblem } from './key-problem.js';
import type { SecretString } from '../kit/vault/secret-string.js';

/** A key that a person pasted, and where it belongs. */
export interface SaveRequest extends ConnectionRef {
  /** The field "API Key", as it came in. */
  readonly apiKey: unknown;
  readonly actor: string;
  /** Lets a key of another organization replace the one that is stored. */
  readonly confirmOrganizationChange?: boolean;
  /** Keeps a first key that could not be checked as `pending`; it is lent to nobody until a check finds it valid. */
  readonly keepPending?: boolean;
  readonly signal?: AbortSignal;
}

/** How saving went; only `saved` and `pending` changed anything. */
export type SaveResult =
  | { readonly status: 'saved'; readonly connection: Connection }
  | { readonly status: 'refused'; readonly problem: KeyProblem; readonly by: 'shape' | 'api' }
  | {
      readonly status: 'pending';
      readonly connection: Connection;
      readonly problem: KeyProblem;
      readonly retryAfterMs?: number;
    }
  | { readonly status: 'undetermined'; readonly problem: KeyProblem; readonly retryAfterMs?: number }
  | { readonly status: 'identity_changed'; readonly stored: Organization; readonly offered: Organization }
  | { readonly status: 'conflict' };

type Undetermined = Extract<KeyCheck, { state: 'undetermined' }>;

/** Judges a pasted key by its shape and by the API, and stores it only when the API has called it valid. */
export async function saveKey(deps: ConnectionServiceDeps, request: SaveRequest): Promise<SaveResult> {
  const precheck = deps.provider.precheck(request.apiKey);
  if (!precheck.ok) return refuse(deps, request, precheck.problem, 'shape');

  const check = await deps.provider.check(precheck.key, request.signal);
  switch (check.state) {
    case 'invalid':
      return refuse(deps, request, check.problem, 'api');
    case 'undetermined':
      return postpone(deps, request, precheck.key, check);
    case 'valid':
      return store(deps, request, precheck.key, check.organization);
  }
}

async function store(
  deps: ConnectionServiceDeps,
  request: SaveRequest,
  key: SecretString,
  organization: Organization,
): Promise<SaveResult> {
  const stored = await deps.store.find(request);
  const before = stored?.state === 'deleted' ? undefined : stored?.organization;
  if (before && before.id !== organization.id && request.confirmOrganizationChange !== true) {
    await record(deps, request, 'identity_changed', { organizationId: organization.id });
    return { status: 'identity_changed', stored: before, offered: organization };
  }

  const at = timestamp(deps);
  const revised = revise(request, key, stored, at);
  const connection: Connection = { ...revised, state: 'active', organization, checkedAt: at };
  if (!(await deps.store.put(connection, key, stored?.revision ?? 0))) return { status: 'conflict' };
  const kind = stored && stored.state !== 'deleted' ? 'replaced' : 'saved';
  await record(deps, request, kind, { organizationId: organization.id });
  return { status: 'saved', connection };
}

/** An unchecked key never takes the place of another one. */
async function postpone(
  deps: ConnectionServiceDeps,
  request: SaveRequest,
  key: SecretString,
  { problem, retryAfterMs }: Undetermined,
): Promise<SaveResult> {
  const told = { problem, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const stored = await deps.store.find(request);
  if (request.keepPending !== true || (stored && stored.state !== 'deleted')) {
    await record(deps, request, 'undetermined', { problem: problem.code });
    return { status: 'undetermined', ...told };
  }

  const revised = revise(request, key, stored, timestamp(deps));
  const connection: Connection = { ...revised, state: 'pending', problem };
  if (!(await deps.store.put(connection, key, stored?.revision ?? 0))) return { status: 'conflict' };
  await record(deps, request, 'pending', { problem: problem.code });
  return { status: 'pending', connection, ...told };
}

function revise(
  { tenantId, name, actor }: SaveRequest,
  key: SecretString,
  stored: Connection | undefined,
  at: string,
) {
  return {
    tenantId,
    name,
    keyPreview: keyPreview(key),
    revision: (stored?.revision ?? 0) + 1,
    savedBy: actor,
    savedAt: at,
  };
}

async function refuse(
  deps: ConnectionServiceDeps,
  request: SaveRequest,
  problem: KeyProblem,
  by: 'shape' | 'api',
): Promise<SaveResult> {
  await record(deps, request, 'refused', { problem: problem.code });
  return { status: 'refused', problem, by };
}
