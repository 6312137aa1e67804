import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  POWERS,
  powerOf,
  powersOf,
  type MountedConnector,
  type Power,
  type Powerful,
} from 'anthropic-admin-connector/kit';
import type { Request, Response } from 'express';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { localsOf, type Principal } from '../http/request-context.js';
import { PlatformError } from '../problems/platform-error.js';
import { Invokes, Needs } from './needs.js';
import { requireConnection } from './token-limits.js';

/** The permissions for actions, by their effect, and what each allows. None includes another. */
const POWER_WORDS: Readonly<Record<Power, string>> = {
  read: 'run actions that change nothing',
  write: 'run actions whose changes can be reversed',
  destructive: 'run actions that lose something that Anthropic cannot restore',
};

/** The other permissions of a connector and what each allows. None includes another. */
export const VERBS = {
  'connections:read': 'see connections: names, states, previews of keys',
  'connections:write': 'save a key, replace one, and limit what it may be used for',
  'connections:check': 'have a stored key checked',
  'connections:delete': 'delete a connection with its key',
  'switches:read': 'see which actions are switched off',
  'switches:write': 'switch actions off and on',
  'audit:read': 'read and export the audit',
  'approvals:read': 'see all approvals of the tenant',
  'approvals:decide': 'approve and deny what others ask for',
  'notices:read': 'see where notices go and what became of them',
  'notices:write': 'set where notices go, and send a test',
  'tokens:read': 'see service tokens, and which tokens are revoked',
  'tokens:write': 'make and rotate service tokens',
  'policies:read': 'see, check and explain policies',
  'policies:write': 'change policies, and which of them are in force',
  'policies:break-glass': 'let the policies not hold for oneself, for an hour',
  'tokens:revoke': 'revoke tokens',
} as const;

/** Permissions for the platform's own routes, such as the audit, begin with this id: they are older than a second connector. */
export const OWN_ROUTES = 'anthropic';

/** One of these. */
export type Verb = keyof typeof VERBS;

/** The permission in a token for a verb of a connector, or for the actions of a power. */
export const permissionFor = (connectorId: string, verb: Verb | Power): string => `${connectorId}:${verb}`;

/** Every permission of a connector. */
export const permissionsFor = (connectorId: string): string[] => [
  ...scopesFor(connectorId),
  ...(Object.keys(VERBS) as Verb[]).map((verb) => permissionFor(connectorId, verb)),
];

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
  throw missingPermission(permissionFor(connectorId, verb), VERBS[verb]);
}

const isPower = (verb: Verb | Power): verb is Power => (POWERS as readonly string[]).includes(verb);

/** @throws PlatformError permission_missing */
function requirePower(principal: Principal, connectorId: string, power: Power): void {
  const permission = permissionFor(connectorId, power);
  if (!grantedTo(principal, [permission]).has(permission))
    throw missingPermission(permission, POWER_WORDS[power]);
}

/**
 * Refuses who may run no action at all, before a body is read.
 * @throws PlatformError permission_missing
 */
function requireAnyPower(principal: Principal, connectorId: string): void {
  if (grantedTo(principal, scopesFor(connectorId)).size > 0) return;
  throw missingPermission(permissionFor(connectorId, 'read'), POWER_WORDS.read);
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
    const route = [context.getHandler(), context.getClass()];
    const verb = this.reflector.getAllAndOverride(Needs, route);
    const invokes = this.reflector.getAllAndOverride(Invokes, route) === true;
    if (verb === undefined && !invokes) return true;
    const http = context.switchToHttp();
    const { connector, name } = http.getRequest<Request<{ connector?: string; name?: string }>>().params;
    // A connector that is not mounted is a 404, whatever the permissions; the parameter's pipe throws it.
    if (connector !== undefined && !this.directory.has(connector)) return true;
    const { principal } = localsOf(http.getResponse<Response>());
    if (!principal) throw new Error('A route without a token can need no permission.');
    const id = connector ?? OWN_ROUTES;
    if (invokes) requireAnyPower(principal, id);
    if (principal.token && connector !== undefined && name !== undefined)
      requireConnection(principal.token, name);
    if (verb !== undefined && isPower(verb)) requirePower(principal, id, verb);
    else if (verb !== undefined) requirePermission(principal, id, verb);
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

/** The permissions of a connector for its actions, from the weakest to the strongest; over OAuth they are scopes. */
export const scopesFor = (connectorId: string): string[] =>
  POWERS.map((power) => permissionFor(connectorId, power));

/** Returns the known scopes that a token grants, by its claim `scope` (OAuth) or by its permissions (Frontegg). */
export const grantedTo = (
  { scopes, permissions }: Pick<Principal, 'scopes' | 'permissions'>,
  known: readonly string[],
): ReadonlySet<string> =>
  new Set(
    known.filter(
      (scope) => scopes.includes(scope) || permissions.some((permission) => covers(permission, scope)),
    ),
  );

/**
 * Returns the permissions that a holder of scopes lacks to run an action with an input, none if it may. Who may run an action at
 * its worst may run it with any input.
 */
export function missingFor(
  granted: ReadonlySet<string>,
  connectorId: string,
  action: Powerful,
  input: unknown,
): readonly string[] {
  const lacking = (powers: readonly Power[]): string[] =>
    powers.map((power) => permissionFor(connectorId, power)).filter((scope) => !granted.has(scope));
  const missing = lacking(powersOf(action, input));
  const worst = action.powers ?? [powerOf(action.effect)];
  return missing.length > 0 && lacking(worst).length > 0 ? missing : [];
}

/**
 * Requires what running an action with an input takes, also as a dry run: the one check of REST and the drop-in endpoint. The
 * connector itself refuses an action that it does not have.
 * @throws PlatformError permission_missing, which names the permission.
 */
export function requirePowers(
  principal: Pick<Principal, 'scopes' | 'permissions'>,
  connector: MountedConnector,
  actionId: string,
  input: unknown,
): void {
  const action = actionsOf(connector).get(actionId);
  const { id } = connector.manifest;
  const [missing] = action ? missingFor(grantedTo(principal, scopesFor(id)), id, action, input) : [];
  if (missing === undefined) return;
  const power = POWERS.find((one) => permissionFor(id, one) === missing)!;
  throw missingPermission(missing, POWER_WORDS[power]);
}

const known = new WeakMap<MountedConnector, ReadonlyMap<string, Powerful>>();

/** The actions of a connector by their id, listed once. */
function actionsOf(connector: MountedConnector): ReadonlyMap<string, Powerful> {
  const actions =
    known.get(connector) ?? new Map(connector.list({ include: 'all' }).map((action) => [action.id, action]));
  known.set(connector, actions);
  return actions;
}

function missingPermission(permission: string, what: string): PlatformError {
  return new PlatformError('permission_missing', {
    message: `This token or session lacks the permission ${permission}, which is required to ${what}.`,
    fix: `Use a token that has ${permission}, from its claim "permissions" or as it was made, or sign in again once your account has it.`,
  });
}
