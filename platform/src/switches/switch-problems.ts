import { CONNECTOR } from '../config/connector.config.js';
import { PlatformError } from '../problems/platform-error.js';

const FIX = `GET /v1/connectors/${CONNECTOR}/actions?include=all lists those that are on.`;

/** There is no switch because there is no action. */
export const unknownAction = (): PlatformError =>
  new PlatformError('unknown_action', { message: 'There is no action of this name.', fix: FIX });

/** A list names an action that there is not; which one is not repeated, for anything may stand in it. */
export const unknownActions = (): PlatformError => {
  const message = 'off must hold ids of actions alone, such as "users_remove"';
  return new PlatformError('invalid_input', {
    message: `The body is not valid: ${message}.`,
    fix: FIX,
    issues: [{ path: 'off', rule: 'unknown_action', message }],
  });
};
