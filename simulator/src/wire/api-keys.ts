import { optionalTimestamp, timestamp } from '../clock.js';
import type { ApiVersion } from '../http/route.js';
import { statusOf } from '../rules/api-keys.js';
import type { ApiKey } from '../state/entities.js';
import type { Organization } from '../state/organization.js';

/** The context that the serialization of a key depends on. */
export interface ApiKeyView {
  readonly organization: Organization;
  readonly now: number;
  readonly version: ApiVersion;
}

/** Serializes an API key (`APIKey`); `workspace_id` was removed in 2026-10-21. */
export function apiKeyOnWire(key: ApiKey, { organization, now, version }: ApiKeyView): object {
  const { workspaceId } = key;
  const shownWorkspace = workspaceId === organization.defaultWorkspaceId ? null : workspaceId;
  return {
    id: key.id,
    type: 'api_key',
    name: key.name,
    status: statusOf(key, now),
    created_at: timestamp(key.createdAt),
    created_by: key.createdBy,
    expires_at: optionalTimestamp(key.expiresAt),
    partial_key_hint: key.hint,
    principal: key.principal,
    scope: workspaceId === null ? { type: 'organization' } : { type: 'workspace', workspace_id: workspaceId },
    ...(version === '2023-06-01' ? { workspace_id: shownWorkspace } : {}),
  };
}
