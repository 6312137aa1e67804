import { setTimeout as sleep } from 'node:timers/promises';
import {
  InMemoryConnectionStore,
  InMemoryIdempotencyStore,
  RateLimitExceeded,
  type ConnectorPorts,
} from 'anthropic-admin-connector';

/** What this host records; yours are a table and metrics. */
export const ACTIVITY: object[] = [];
export const COUNTS: Record<string, number> = {};
const count = (name: string): void => void (COUNTS[name] = (COUNTS[name] ?? 0) + 1);
const free = new Map<string, number>();

/** Every port of the connector, in memory. */
export const PORTS: ConnectorPorts = {
  store: new InMemoryConnectionStore(),
  idempotency: new InMemoryIdempotencyStore(Date.now),
  limiter: {
    async acquire({ key, deadline, signal }) {
      const waitMs = Math.max((free.get(key) ?? 0) - Date.now(), 0);
      if (Date.now() + waitMs > deadline) throw new RateLimitExceeded(waitMs);
      free.set(key, Date.now() + waitMs + 20);
      await sleep(waitMs, undefined, { signal });
      return waitMs;
    },
    pause: (key, until) => void free.set(key, until),
  },
  switches: { isEnabled: ({ action }) => !action.id.startsWith('webhooks_') },
  policy: {
    decide: ({ action, context }) =>
      action.effect.destructive && context.actor?.id !== 'ada'
        ? { effect: 'approval', reason: 'Ada approves what cannot be undone', approvalId: 'approval-1' }
        : { effect: 'allow' },
  },
  audit: {
    end: ({ actionId, context: { tenantId, actor }, input, outcome }) =>
      void ACTIVITY.push({ tenantId, actor: actor?.id, actionId, input, ok: outcome.ok }),
  },
  credentialAudit: ({ kind, tenantId, actor }) => void ACTIVITY.push({ tenantId, actor, kind }),
  async around({ actionId }, next) {
    const outcome = await next();
    count(`${actionId} ${outcome.ok ? 'ok' : outcome.error.code}`);
    return outcome;
  },
  onEvent: ({ type }) => count(type),
  configureHttp(http) {
    http.interceptors.request.use((request) => {
      request.headers.set('x-correlation-id', request.invocation?.requestId);
      return request;
    });
  },
};
