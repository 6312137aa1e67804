import { invalid } from '../errors.js';
import type { ApiKey } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';

/** The status in responses; `expired` is derived from the clock. */
export type ShownStatus = ApiKey['status'] | 'expired';

/** The filters of `api_keys.list`. */
export interface ApiKeyFilter extends IdCursor {
  readonly created_by_user_id?: string | undefined;
  readonly status?: ShownStatus | undefined;
  readonly workspace_id?: string | undefined;
}

/** The fields of `api_keys.update`; null or missing means unchanged. */
export interface ApiKeyChange {
  readonly name?: string | null | undefined;
  readonly status?: ApiKey['status'] | null | undefined;
}

/** The status of a key at a point in time. */
export function statusOf(key: ApiKey, now: number): ShownStatus {
  if (key.status === 'archived') return 'archived';
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : key.status;
}

/** Lists API keys, one page at a time (api_keys.list). Oldest first is assumed. */
export function listApiKeys<W>(
  organization: Organization,
  filter: ApiKeyFilter,
  now: number,
  wire: (key: ApiKey) => W,
): IdPage<W> {
  const { created_by_user_id: creator, status, workspace_id: workspaceId } = filter;
  const keep = (key: ApiKey): boolean =>
    (creator === undefined || (key.createdBy?.type === 'user' && key.createdBy.id === creator)) &&
    (status === undefined || statusOf(key, now) === status) &&
    (workspaceId === undefined || key.workspaceId === workspaceId);
  return pageById(organization.apiKeys, filter, wire, { keep });
}

/**
 * Renames a key or changes its status: active, inactive or archived (api_keys.update).
 * Archiving is idempotent (assumed: the contract classifies the operation as idempotent).
 *
 * @throws ApiError 404, or 400: the key is archived, is expired and the status is not archived, or a cap is reached.
 */
export function updateApiKey(
  organization: Organization,
  id: string,
  change: ApiKeyChange,
  now: number,
): ApiKey {
  const key = organization.apiKeys.mustFind(id);
  const status = statusOf(key, now);
  const wanted = change.status ?? null;
  if (status === 'archived') {
    if (wanted === 'archived' && change.name == null) return key;
    throw invalid('An archived API key cannot be changed.');
  }
  if (status === 'expired' && (wanted !== 'archived' || change.name != null)) {
    throw invalid('An expired API key can only be archived.');
  }
  if (wanted === 'active' && status === 'inactive') checkCaps(organization, key, now);
  if (wanted !== null) key.status = wanted;
  if (change.name != null) key.name = change.name;
  return key;
}

function checkCaps({ apiKeys, limits }: Organization, { workspaceId }: ApiKey, now: number): void {
  const active = apiKeys.filter((key) => statusOf(key, now) === 'active');
  if (active.length >= limits.activeApiKeys) {
    throw invalid(
      'The organization has reached its maximum number of active API keys.',
      'org_api_key_limit_exceeded',
    );
  }
  const inWorkspace = active.filter((key) => key.workspaceId === workspaceId);
  if (workspaceId !== null && inWorkspace.length >= limits.activeApiKeysPerWorkspace) {
    throw invalid(
      'The workspace has reached its maximum number of active API keys.',
      'workspace_api_key_limit_exceeded',
    );
  }
}

/** Archives the keys that match. */
export function archiveKeys(organization: Organization, which: (key: ApiKey) => boolean): void {
  for (const key of organization.apiKeys.filter(which)) key.status = 'archived';
}
