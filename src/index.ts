import 'reflect-metadata';

export type * from './actions/api-types.generated.js';
export type { Action, Paging, ReadyAction } from './actions/define-action.js';
export type { Effect } from './actions/effects.js';
export type { ActionGroup } from './actions/groups.js';
export type { JsonSchema } from './actions/json-schema.types.js';
export { ACTIONS, type ActionId, type InputOf, type OutputOf } from './actions/index.js';
export type { AdminApiEvent, EventSink, RateLimiter, Runtime, SlotRequest } from './admin-api/index.js';
export { RateLimitExceeded } from './admin-api/index.js';
export type { AnswerMismatch } from './connector/answers/answer-checker.js';
export type { ShapeProblem } from './connector/answers/shape-problem.js';
export { AnthropicConnector, type ListOptions } from './connector/connector.js';
export {
  DEFAULT_SETTINGS,
  type ConnectorOptions,
  type ConnectorSettings,
} from './connector/connector-options.js';
export type { Actor, InvocationContext, Progress } from './connector/context.js';
export type { ActionDescription, ActionSummary, DescribedLimitation } from './connector/describe.js';
export type { Dispatcher } from './connector/dispatcher.js';
export { ERROR_CODES, type Blame, type ErrorCode } from './connector/error-codes.js';
export { settingsFrom, VARIABLES } from './connector/environment.js';
export { InvocationError, type ItemOf, type ListActionId } from './connector/items.js';
export { InMemoryIdempotencyStore } from './connector/in-memory-idempotency-store.js';
export type { CredentialForm, Manifest } from './connector/manifest.js';
export type * from './connector/outcome.js';
export type * from './connector/ports.js';
export type { KeyCheck, Organization, Precheck } from './credentials/admin-key-provider.js';
export type { Connection, ConnectionRef, ConnectionState } from './credentials/connection.js';
export type { CheckResult, ConnectionService, OpenResult } from './credentials/connection-service.js';
export type { SaveRequest, SaveResult } from './credentials/save-flow.js';
export type { ConnectionPage, ConnectionStore, OpenConnection } from './credentials/connection-store.js';
export type { CredentialAudit, CredentialEvent } from './credentials/credential-event.js';
export { InMemoryConnectionStore } from './credentials/in-memory-connection-store.js';
export type { KeyProblem } from './credentials/key-problem.js';
export { KEY_UNREADABLE } from './credentials/key-unreadable.js';
export { SecretString } from './credentials/secret-string.js';
export * from './credentials/vault/index.js';
export { LIMITATIONS, type LimitationId } from './limitations/index.js';
export type { Limitation, LimitationKind, WantedCredential } from './limitations/limitation.js';
