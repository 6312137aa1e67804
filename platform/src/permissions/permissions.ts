import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Effect } from 'anthropic-admin-connector';
import { powerOf } from 'anthropic-admin-connector/kit';
import type { Request, Response } from 'express';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { localsOf, type Principal } from '../http/request-context.js';
import { PlatformError } from '../problems/platform-error.js';
import { Needs } from './needs.js';

/** The permissions of a connector and what each allows. None includes another. */
export const VERBS = {
  'connections:read': 'see connections: names, states, previews of keys',
  'connections:use': 'invoke actions with the key of a connection',
  'connections:write': 'save a key, replace one, and limit what it may be used for',
  'connections:check': 'have a stored key checked',
  'connections:delete': 'delete a connection with its key',
  'switches:read': 'see which actions are switched off',
  'switches:write': 'switch actions off and on',
  'audit:read': 'read and export the audit',
  'tokens:read': 'see which tokens are revoked',
  'tokens:revoke': 'revoke tokens',
} as const;

/** Permissions for the platform's own routes, such as the audit, begin with this id: they are older than a second connector. */
export const OWN_ROUTES = 'anthropic';

/** One of these. */
export type Verb = keyof typeof VERBS;

/** The permission in a token for a verb of a connector. */
export const permissionFor = (connectorId: string, verb: Verb): string => `${connectorId}:${verb}`;

/** Every permission of a connector. */
export const permissionsFor = (connectorId: string): string[] =>
  (Object.keys(VERBS) as Verb[]).map((verb) => permissionFor(connectorId, verb));

type Holder = Pick<Principal, 'permissions'>;

/** Whether a principal may do something with a connector's connections. */
export const mayDo = ({ permissions }: Holder, connectorId: string, verb: Verb): boolean =>
  permissions.some((granted) => covers(granted, permissionFor(connectorId, verb)));

/**
 * Requires a permission: the one check for all kinds of requests.
 * @throws PlatformError permission_missing, which names the permission.
 */
export function requirePermission(principal: Holder, connectorId: string, verb: Verb): void {
  if (mayDo(principal, connectorId, verb)) return;
  const permission = permissionFor(connectorId, verb);
  throw new PlatformError('permission_missing', {
    message: `This token or session lacks the permission ${permission}, which is required to ${VERBS[verb]}.`,
    fix: `Use a token whose claim "permissions" has ${permission}, or sign in again once your account has it.`,
  });
}

/** Requires the permission that a route names. It runs after the authentication guard. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** @throws PlatformError permission_missing */
  canActivate(context: ExecutionContext): boolean {
    const verb = this.reflector.getAllAndOverride(Needs, [context.getHandler(), context.getClass()]);
    if (verb === undefined) return true;
    const http = context.switchToHttp();
    const { connector } = http.getRequest<Request<{ connector?: string }>>().params;
    // A connector that is not mounted is a 404, whatever the permissions; the parameter's pipe throws it.
    if (connector !== undefined && !this.directory.has(connector)) return true;
    const { principal } = localsOf(http.getResponse<Response>());
    if (!principal) throw new Error('A route without a token can need no permission.');
    requirePermission(principal, connector ?? OWN_ROUTES, verb);
    return true;
  }
}

/**
 * Whether a permission of a token includes the required one. As in Frontegg's tokens, `*` matches any characters,
 * such as in `anthropic:connections:*`. Not compiled to a regular expression, because a token's value could make one
 * slow.
 */
export function covers(granted: string, wanted: string): boolean {
  const [head = '', ...rest] = granted.split('*');
  const tail = rest.pop();
  if (tail === undefined) return granted === wanted;
  if (!wanted.startsWith(head) || !wanted.endsWith(tail)) return false;
  const end = wanted.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = wanted.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}

/** What a scope allows. No power includes another. */
export const POWERS = ['read', 'write', 'destructive'] as const;

/** Lists the scopes of a connector, from the weakest to the strongest. */
export const scopesFor = (connectorId: string): string[] => POWERS.map((power) => `${connectorId}:${power}`);

/** Returns the scope that an effect requires. */
export const scopeOf = (connectorId: string, effect: Effect): string => `${connectorId}:${powerOf(effect)}`;

/** Returns the known scopes that a token grants, by its claim `scope` (OAuth) or by its permissions (Frontegg). */
export const grantedTo = (
  { scopes, permissions }: Principal,
  known: readonly string[],
): ReadonlySet<string> =>
  new Set(
    known.filter(
      (scope) => scopes.includes(scope) || permissions.some((permission) => covers(permission, scope)),
    ),
  );
