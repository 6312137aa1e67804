import type { Action, ActionRequest, SwitchedOff } from 'anthropic-admin-connector';
import type { TokenLimits } from '../http/request-context.js';
import { PlatformError } from '../problems/platform-error.js';

/** The connection of a call that names none. */
const DEFAULT_CONNECTION = 'default';

/** An action as the limits of a token name it. */
export const limitedName = (connectorId: string, actionId: string): string =>
  `${connectorId.split('/')[0]}:${actionId}`;

/** The same for people: without the id of the connector that every platform has. */
export const shownName = (name: string): string => name.replace(/^anthropic:/, '');

/** Whether a token includes an action. */
export const includesAction = (
  { actions }: Pick<TokenLimits, 'actions'>,
  connectorId: string,
  actionId: string,
): boolean => actions?.has(limitedName(connectorId, actionId)) ?? true;

/** Whether a token includes a connection. */
export const includesConnection = (
  { connections }: Pick<TokenLimits, 'connections'>,
  name = DEFAULT_CONNECTION,
): boolean => connections?.has(name) ?? true;

/** What of a call a token does not include, in words; undefined where it includes all. */
function lackOf(token: TokenLimits, { connector, action, context }: ActionRequest): string | undefined {
  if (!includesConnection(token, context.connection))
    return `the connection "${context.connection ?? DEFAULT_CONNECTION}"`;
  // A composed write names what it is made of; of a composed read each part is asked about as it is read.
  const lacking = [action.id, ...partsOf(action)].find((id) => !includesAction(token, connector, id));
  return lacking === undefined ? undefined : `the action ${shownName(limitedName(connector, lacking))}`;
}

const partsOf = (action: Action): readonly string[] => ('parts' in action && action.parts) || [];

/** Why an action is off for a service token: it does not include it, or the connection; undefined where it includes both. */
export function refusalOf(token: TokenLimits, request: ActionRequest): SwitchedOff | undefined {
  const lack = lackOf(token, request);
  return lack === undefined
    ? undefined
    : { code: 'policy_denied', message: lackMessage(token, lack), fix: FIX };
}

const lackMessage = ({ name }: TokenLimits, lack: string): string =>
  `The service token "${name}" does not include ${lack}.`;

const FIX =
  'Use a token that includes it; someone with the permission anthropic:tokens:write can make one: POST /v1/service-tokens.';

/**
 * Requires a connection of a route, which runs no action.
 * @throws PlatformError permission_missing
 */
export function requireConnection(token: TokenLimits, name: string): void {
  if (includesConnection(token, name)) return;
  throw new PlatformError('permission_missing', {
    message: lackMessage(token, `the connection "${name}"`),
    fix: FIX,
  });
}
