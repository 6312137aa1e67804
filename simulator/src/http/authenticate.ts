import type { IncomingHttpHeaders } from 'node:http';
import { forbidden, unauthenticated } from '../errors.js';
import { kindOf } from '../state/access-keys.js';
import type { AccessKey } from '../state/access-keys.js';
import type { Organization } from '../state/organization.js';
import type { State } from '../state/state.js';

/** The credential in either of the two headers; undefined if there is none. */
export function credentialOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string' && key !== '') return key;
  return /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** The sender of a request. */
export interface Caller {
  readonly organization: Organization;
  readonly key: AccessKey;
}

/**
 * Identifies the organization of a request. The prefix of a credential determines its kind, not the header
 * that carries it (ADMIN_API.md, "Authentication and headers").
 *
 * @throws ApiError 401 for a missing, unknown, revoked or expired credential, 403 for the wrong kind.
 */
export function authenticate(state: State, headers: IncomingHttpHeaders): Caller {
  const secret = credentialOf(headers);
  if (secret === undefined)
    throw unauthenticated('x-api-key header or Authorization: Bearer header is required.');
  const key = state.keys.get(secret);
  if (!key) throw unauthenticated('API key is invalid.');
  // Assumed: the documentation has no message for a revoked key.
  if (key.status === 'revoked') throw unauthenticated('API key has been revoked.');
  if (key.status === 'expired') throw unauthenticated('API key has expired.');
  if (kindOf(secret) !== 'admin') {
    throw forbidden('This endpoint requires an Admin API key (sk-ant-admin...) of the organization.');
  }
  return { organization: state.organization(key.organizationId), key };
}
