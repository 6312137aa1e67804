export * from './catalog/index.js';
export { CompiledAction, type SecretFields } from './compile/compiled-action.js';
export type { InputIssue } from './compile/input-check.js';
export { fewIssues } from './compile/input-words.js';
export type { SchemaDefinitions } from './compile/output-schema.js';
export type { OutcomePage, PagingStyle, PagingStyles } from './compile/paging.js';
export type { Place, RequestForm } from './compile/request.js';
export type { ShapeProblem } from './compile/response-shape.js';
export type * from './connections/connection.js';
export {
  limiterKeyOf,
  type CheckResult,
  type ConnectionService,
  type OpenResult,
} from './connections/connection-service.js';
export * from './connections/credential-provider.js';
export { KeyUseRefused, type KeyUse, type KeyUseRefusal } from './connections/key-use.js';
export { InMemoryConnectionStore } from './connections/in-memory-connection-store.js';
export type { SaveRequest, SaveResult } from './connections/save-key.js';
export {
  CONNECTOR_MARK,
  Connector,
  isConnector,
  type ActionTypes,
  type ConnectorDefinition,
  type CredentialForm,
  type ListOptions,
  type Manifest,
  type MountedConnector,
  type RowOf,
} from './engine/connector.js';
export { ConnectorError, failure, outcomeError, type ErrorDetails } from './engine/connector-error.js';
export {
  IDEMPOTENCY_KEY_FORM,
  type Actor,
  type InvocationContext,
  type PlanContext,
  type Progress,
} from './engine/context.js';
export type {
  ActionDescription,
  ActionSummary,
  DescribedLimitation,
  DescribeOptions,
} from './engine/describe.js';
export { maskSecrets, MASKED, type Json, type MaskOptions } from './engine/mask.js';
export { ERROR_CODES, type Blame, type ErrorCode } from './engine/error-codes.js';
export { InMemoryIdempotencyStore } from './engine/in-memory-idempotency-store.js';
export { InvocationError } from './engine/items.js';
export { HostPortError, type HostPort } from './host-port.js';
export {
  CONNECTOR_PORTS,
  DEFAULT_SETTINGS,
  type ConnectorOptions,
  type ConnectorPorts,
  type ConnectorSettings,
} from './engine/options.js';
export { inNames } from './engine/outcome.js';
export type * from './engine/outcome.js';
export type * from './engine/ports.js';
export type { AnswerMismatch } from './engine/run-action.js';
export type { CodeAdvice } from './engine/upstream-errors.js';
export * from './http/index.js';
export { SecretString } from './vault/secret-string.js';
