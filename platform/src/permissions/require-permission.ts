import type { Principal } from '../auth/principal.js';
import { PlatformError } from '../problems/platform-error.js';
import { covers } from './covers.js';
import { permissionFor, VERBS, type Verb } from './verbs.js';

type Holder = Pick<Principal, 'permissions'>;

/** Whether a principal may do something with a connector's connections. */
export const mayDo = ({ permissions }: Holder, connectorId: string, verb: Verb): boolean =>
  permissions.some((granted) => covers(granted, permissionFor(connectorId, verb)));

/**
 * Asks for a permission: the one place that says no, whichever way a request has come in.
 * @throws PlatformError permission_missing, which names the permission.
 */
export function requirePermission(principal: Holder, connectorId: string, verb: Verb): void {
  if (mayDo(principal, connectorId, verb)) return;
  const permission = permissionFor(connectorId, verb);
  throw new PlatformError('permission_missing', {
    message: `This token or session lacks the permission ${permission}, without which nobody may ${VERBS[verb]}.`,
    fix: `Use a token whose claim "permissions" has ${permission}, or sign in again once your account has it.`,
  });
}
