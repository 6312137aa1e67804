import type { Actor } from 'anthropic-admin-connector';
import type { JWTPayload } from 'jose';
import type { Principal } from '../http/request-context.js';
import { isStorable } from '../security/text.js';

/** The type of the actor, by Frontegg's claim `type`; a person for an unknown one. */
const ACTOR_TYPES: Readonly<Record<string, Actor['type']>> = {
  userToken: 'user',
  userApiToken: 'user',
  userAccessToken: 'user',
  tenantApiToken: 'service',
  tenantAccessToken: 'service',
  agentToken: 'agent',
};

/** The claims that a token must have, in addition to a valid signature, issuer and audience. */
export const REQUIRED_CLAIMS = ['sub', 'exp', 'tenantId'];

const ID_MAX_LENGTH = 200;

/** Reads verified claims; undefined if they do not name a person and a tenant. */
export function principalFrom({
  sub,
  tenantId,
  type,
  roles,
  permissions,
  scope,
}: JWTPayload): Principal | undefined {
  if (!isId(sub) || !isId(tenantId) || !isWords(roles) || !isWords(permissions) || !isText(scope))
    return undefined;
  return {
    tenantId,
    actor: { id: sub, type: ACTOR_TYPES[String(type)] ?? 'user' },
    roles: roles ?? [],
    permissions: permissions ?? [],
    scopes: scope?.split(' ').filter(Boolean) ?? [],
  };
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= ID_MAX_LENGTH && isStorable(value);

const isWords = (value: unknown): value is string[] | undefined =>
  value === undefined || (Array.isArray(value) && value.every((word) => typeof word === 'string'));

const isText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';
