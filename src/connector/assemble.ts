import { ApiClient, systemRuntime } from '../kit/http/index.js';
import type { Action } from '../actions/define-action.js';
import { ACTIONS } from '../actions/index.js';
import { AdminKeyProvider } from '../credentials/admin-key-provider.js';
import { ConnectionService } from '../credentials/connection-service.js';
import { InMemoryConnectionStore } from '../credentials/in-memory-connection-store.js';
import { credentialKinds } from '../limitations/credential-kinds/credential-kinds.js';
import { LIMITATIONS } from '../limitations/index.js';
import { ActionRegistry } from './action-registry.js';
import { AnswerChecker } from './answers/answer-checker.js';
import { compileAction } from './compiled-action.js';
import { DEFAULT_SETTINGS, type ConnectorOptions, type ConnectorSettings } from './connector-options.js';
import { CredentialDesk } from './credential-desk.js';
import { Dispatcher } from './dispatcher.js';
import { foreignActions } from './foreign-actions.js';
import { InMemoryIdempotencyStore } from './in-memory-idempotency-store.js';
import { InputChecker } from './input-checker.js';
import { LimitationGate } from './limitation-gate.js';
import { USER_AGENT } from './manifest.js';
import { organizationProbe } from './organization-probe.js';
import type { Runnable } from './session.js';
import { ANTHROPIC_WIRE } from './wire-profile.js';

/** The parts of a connector. */
export interface ConnectorParts {
  readonly registry: ActionRegistry;
  readonly gate: LimitationGate;
  readonly dispatcher: Dispatcher;
  readonly connections: ConnectionService;
  readonly close: () => Promise<void>;
}

/**
 * Puts the parts of a connector together.
 * @throws TypeError where the base URL is not one.
 */
export function assemble(options: ConnectorOptions): ConnectorParts {
  const settings: ConnectorSettings = { ...DEFAULT_SETTINGS, ...defined(options) };
  const runtime = options.runtime ?? systemRuntime;
  const now = (): number => runtime.now();
  const api = new ApiClient({
    ...settings,
    ...ports(options),
    runtime,
    profile: ANTHROPIC_WIRE,
    userAgent: USER_AGENT,
  });
  options.configureHttp?.(api.http);

  const connections = new ConnectionService({
    provider: new AdminKeyProvider(organizationProbe(api, settings.timeoutMs, now)),
    store: options.store ?? new InMemoryConnectionStore(),
    audit: options.credentialAudit,
    now,
  });
  const registry = new ActionRegistry(ACTIONS, foreignActions());
  const gate = new LimitationGate([...LIMITATIONS, ...credentialKinds().map(({ limitation }) => limitation)]);
  const dispatcher = new Dispatcher({
    ...options,
    api,
    gate,
    registry,
    now,
    ...compiled(registry.all),
    answers: new AnswerChecker(options),
    credentials: new CredentialDesk(connections, settings.timeoutMs, now, options.onInternalError),
    idempotency: options.idempotency ?? new InMemoryIdempotencyStore(now),
  });
  return { registry, gate, dispatcher, connections, close: () => api.close() };
}

/** Validators and URL templates, made once for each action and not for each call. */
function compiled(actions: readonly Action[]): {
  checker: (action: Action) => InputChecker;
  runnable: (actionId: string) => Runnable;
} {
  const checkers = new Map(actions.map((action) => [action.id, new InputChecker(action)]));
  const runnables = new Map(
    actions.flatMap((action) =>
      'route' in action ? [[action.id, { action, request: compileAction(action) }]] : [],
    ),
  );
  return {
    checker: ({ id }) => found(checkers.get(id), id),
    runnable: (id) => found(runnables.get(id), id),
  };
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`The action "${id}" has no HTTP call.`);
  return value;
}

function ports({ limiter, onEvent }: ConnectorOptions): Pick<ConnectorOptions, 'limiter' | 'onEvent'> {
  return { ...(limiter ? { limiter } : {}), ...(onEvent ? { onEvent } : {}) };
}

/** Options that were left undefined must not overwrite a default. */
function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
