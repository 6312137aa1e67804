import { POWERS, powersOf, type MountedConnector, type Power } from 'anthropic-admin-connector/kit';
import type { ActionSummary, Actor } from 'anthropic-admin-connector';
import type { Principal, TokenLimits } from '../http/request-context.js';
import {
  grantedTo,
  mayDo,
  missingFor,
  permissionFor,
  scopesFor,
  type Verb,
} from '../permissions/permissions.js';
import { limitedName } from '../permissions/token-limits.js';
import type { ServiceTokensTable } from '../database/schema.js';
import { PRESETS, type PresetName } from './presets.js';
import { isPartOf } from './subnets.js';
import { noActions, notHeld, unknownAction } from './grant-problems.js';

/** What a token may do, and from where. Null is not limited. */
export interface Grant {
  readonly kind: ServiceTokensTable['kind'];
  /** By name, without wildcards. */
  readonly permissions: readonly string[];
  /** Such as `anthropic:users_list`. */
  readonly actions: readonly string[] | null;
  readonly connections: readonly string[] | null;
  readonly addresses: readonly string[] | null;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** What a token is to do. */
export interface GrantRequest {
  readonly kind: ServiceTokensTable['kind'];
  readonly preset?: PresetName | undefined;
  /** Ids of actions, those of other connectors after `<connector>:`. */
  readonly actions?: readonly string[] | undefined;
  /** Only what has one of these effects; all if omitted. */
  readonly effects?: readonly Power[] | undefined;
  /** Permissions beside those for actions, such as `anthropic:audit:read`. */
  readonly permissions?: readonly string[] | undefined;
  readonly connections?: readonly string[] | undefined;
  readonly addresses?: readonly string[] | undefined;
  readonly expiresAt: string;
}

/** Who makes a token: nothing that it lacks can be given. */
export type Maker = Pick<Principal, 'permissions' | 'scopes' | 'token'> & {
  readonly actor: Pick<Actor, 'type'>;
};

/** The operator, who may give everything. */
export const OPERATOR: Maker = { permissions: ['*'], scopes: [], actor: { type: 'user' } };

type Catalogue = Pick<MountedConnector, 'list' | 'manifest'>;

/** An action with the id of its connector. */
interface Listed {
  readonly connector: string;
  readonly action: ActionSummary;
}

/**
 * What a token gets: what is asked for, within what its maker has.
 * @throws PlatformError permission_missing, invalid_input
 */
export function grantFor(request: GrantRequest, maker: Maker, connectors: readonly Catalogue[]): Grant {
  const { kind, effects = POWERS, permissions = [], expiresAt } = request;
  const all = connectors.flatMap((connector) =>
    connector
      .list({ include: 'all' })
      .map((action): Listed => ({ connector: connector.manifest.id, action })),
  );
  const held = grantedTo(
    maker,
    connectors.flatMap(({ manifest }) => scopesFor(manifest.id)),
  );
  const usable = new Set([...held].filter((scope) => effects.some((power) => scope.endsWith(`:${power}`))));
  const chosen = request.actions?.map((id) => actionOf(all, id));
  const lacking = chosen?.find((each) => !isUsable(each, usable));
  if (lacking) throw notUsable(lacking, effects, usable);
  const taken =
    chosen ??
    all.filter(
      (each) =>
        PRESETS[request.preset ?? 'reader'].takes(each.action) &&
        isUsable(each, usable) &&
        isWithin(maker.token, each),
    );
  if (taken.length === 0) throw noActions();
  const grant: Grant = {
    kind,
    permissions: [...neededBy(taken, usable), ...new Set(permissions)],
    actions:
      chosen === undefined && request.preset === 'all' && !maker.token?.actions
        ? null
        : [...new Set(taken.map(nameOf))],
    connections: request.connections ?? (maker.token?.connections ? [...maker.token.connections] : null),
    addresses: request.addresses ?? maker.token?.addresses ?? null,
    expiresAt,
  };
  requireHeld(grant, maker);
  return grant;
}

/**
 * Requires that somebody has everything that a token has: who makes it, and who gets its next secret.
 * @throws PlatformError permission_missing that names what is lacking.
 */
export function requireHeld(grant: Grant, maker: Maker): void {
  for (const permission of grant.permissions) {
    if (!holds(maker, permission)) throw notHeld(`the permission ${permission}`);
  }
  // An agent that made itself a script would escape what is decided about agents.
  if (maker.actor.type === 'agent' && grant.kind !== 'agent') throw notHeld('the kind "script", as an agent');
  const { token } = maker;
  if (!token) return;
  const { actions, connections, addresses } = token;
  if (actions) requirePart('actions', grant.actions, (name) => actions.has(name));
  if (connections) requirePart('connections', grant.connections, (name) => connections.has(name));
  if (addresses) requirePart('addresses', grant.addresses, (subnet) => isPartOf(subnet, addresses));
  if (grant.expiresAt > token.expiresAt) throw notHeld(`an expiry after its own, ${token.expiresAt}`);
}

function requirePart(what: string, list: readonly string[] | null, has: (one: string) => boolean): void {
  if (list === null) throw notHeld(`all ${what}`);
  const lacking = list.find((one) => !has(one));
  if (lacking !== undefined) throw notHeld(`${lacking} among its ${what}`);
}

/** A permission for actions may be a scope. */
function holds(maker: Maker, permission: string): boolean {
  const [connector = '', ...verb] = permission.split(':');
  return (
    grantedTo(maker, scopesFor(connector)).has(permission) || mayDo(maker, connector, verb.join(':') as Verb)
  );
}

const nameOf = ({ connector, action }: Listed): string => limitedName(connector, action.id);

/** Whether there is an input with which holders of these permissions may run it. */
const isUsable = ({ connector, action }: Listed, usable: ReadonlySet<string>): boolean =>
  missingFor(usable, connector, action, {}).length === 0;

const isWithin = (token: TokenLimits | undefined, each: Listed): boolean =>
  token?.actions?.has(nameOf(each)) ?? true;

/** The permissions that some input of these actions takes, among those that are usable. */
function neededBy(taken: readonly Listed[], usable: ReadonlySet<string>): string[] {
  const needed = new Set(
    taken.flatMap(({ connector, action }) =>
      [...powersOf(action, {}), ...worstOf(action)].map((power) => permissionFor(connector, power)),
    ),
  );
  return [...usable].filter((scope) => needed.has(scope));
}

const worstOf = ({ effect: { destructiveWhen: _some, ...worst }, powers }: ActionSummary): readonly Power[] =>
  powersOf({ effect: worst, ...(powers && { powers }) }, {});

/** @throws PlatformError invalid_input */
function actionOf(all: readonly Listed[], id: string): Listed {
  const found = all.find((each) => nameOf(each) === id || nameOf(each) === limitedName('anthropic', id));
  if (found) return found;
  throw unknownAction();
}

function notUsable({ connector, action }: Listed, effects: readonly Power[], usable: ReadonlySet<string>) {
  const [missing = ''] = missingFor(usable, connector, action, {});
  const isLeftOut = !effects.some((power) => missing.endsWith(`:${power}`));
  return notHeld(
    isLeftOut
      ? `${action.id} with these effects: it requires ${missing}`
      : `${action.id}, which requires the permission ${missing}`,
  );
}
