import type { IncomingHttpHeaders } from 'node:http';
import { forbidden, unauthenticated } from '../errors.js';
import { kindOf } from '../state/access-keys.js';
import type { AccessKey } from '../state/access-keys.js';
import type { Organization } from '../state/organization.js';
import type { State } from '../state/state.js';

/** The credential of a request, in either of its two header forms; undefined for none. */
export function credentialOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string' && key !== '') return key;
  return /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** Who sends a request. */
export interface Caller {
  readonly organization: Organization;
  readonly key: AccessKey;
}

/**
 * Tells which organization a request speaks for. What a credential is shows in its prefix, not in the header
 * that carries it (ADMIN_API.md, "Authentication and headers").
 *
 * @throws ApiError 401 without a credential or with one that is unknown or has ended, 403 for the wrong kind.
 */
export function authenticate(state: State, headers: IncomingHttpHeaders): Caller {
  const secret = credentialOf(headers);
  if (secret === undefined)
    throw unauthenticated('x-api-key header or Authorization: Bearer header is required.');
  const key = state.keys.get(secret);
  if (!key) throw unauthenticated('API key is invalid.');
  // Assumed: no page gives the text for a key that was taken back.
  if (key.status === 'revoked') throw unauthenticated('API key has been revoked.');
  if (key.status === 'expired') throw unauthenticated('API key has expired.');
  if (kindOf(secret) !== 'admin') {
    throw forbidden('This endpoint requires an Admin API key (sk-ant-admin...) of the organization.');
  }
  return { organization: state.organization(key.organizationId), key };
}
