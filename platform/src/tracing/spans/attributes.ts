/** Attributes that OpenTelemetry has no name for. Whatever a caller may choose is in none of them, but for its own ids. */
export const TENANT = 'connector.tenant_id';
/** The id under which the log tells of the same. */
export const REQUEST_ID = 'connector.request_id';
/** Id of the connector. */
export const CONNECTOR_ID = 'connector.id';
/** Id of the action, or `unknown`. */
export const ACTION = 'connector.action_id';
/** `ok`, or the code of the error. */
export const OUTCOME = 'connector.outcome';
/** How many requests went out. */
export const ATTEMPTS = 'connector.attempts';
