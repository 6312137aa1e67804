import { ANTHROPIC_WIRE } from '../../../src/connector/wire-profile.js';
import { ApiClient, ApiError } from '../../../src/kit/http/index.js';
import type { ApiResponse, ApiClientOptions, ApiCall, ApiRequest } from '../../../src/kit/http/index.js';
import { SecretString } from '../../../src/kit/vault/secret-string.js';
import { afterTest } from '../../support/cleanup.js';
import { QuickClock, T0 } from './clocks.js';
import { ScriptedServer } from './scripted-server.js';
import type { Answer } from './scripted-server.js';

/** The key of all calls: nothing but the header may ever hold it. */
export const CANARY = 'sk-ant-admin01-CANARY-0123456789abcdef';

/** A read and a write, as short as they can be. */
export const READ: ApiRequest = { method: 'GET', path: '/v1/organizations/users?limit=2', effect: 'read' };
export const WRITE: ApiRequest = {
  method: 'POST',
  path: '/v1/organizations/invites',
  body: { email: 'ada@example.com' },
  effect: 'write',
};

/** A call with one minute to go. */
export const CALL: ApiCall = {
  key: new SecretString(CANARY),
  limiterKey: 'org_1',
  flightKey: 'connection_1',
  deadline: T0 + 60_000,
};

/** Starts a server that is stopped after the test. */
export async function bootServer(...script: Answer[]): Promise<ScriptedServer> {
  const server = await new ScriptedServer(script).start();
  afterTest(() => server.stop());
  return server;
}

/** Starts a scripted server, an `ApiClient` that calls it, and a clock on which no wait takes time. */
export async function bootApi(script: Answer[], options: Partial<ApiClientOptions> = {}) {
  const server = await bootServer(...script);
  const clock = new QuickClock();
  const api = new ApiClient({ profile: ANTHROPIC_WIRE, baseUrl: server.url, runtime: clock, ...options });
  afterTest(() => api.close());
  const send = (request: Partial<ApiRequest> = {}, call: Partial<ApiCall> = {}) =>
    outcomeOf(api.send({ ...READ, ...request }, { ...CALL, ...call }));
  return { api, server, clock, send };
}

/** The answer, or the error's own fields: what a test compares as a whole. */
export const outcomeOf = (promise: Promise<ApiResponse>): Promise<object> =>
  promise.catch((error: unknown) => {
    if (error instanceof ApiError) return { ...error };
    throw error;
  });
