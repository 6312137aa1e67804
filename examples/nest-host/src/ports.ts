import { InMemoryConnectionStore, InMemoryIdempotencyStore } from 'anthropic-admin-connector';
import { SlidingWindowLimiter, systemRuntime, type ConnectorPorts } from 'anthropic-admin-connector/kit';

/** What this host records; yours are a table and metrics. */
export const ACTIVITY: object[] = [];
export const COUNTS: Record<string, number> = {};
const count = (name: string): void => void (COUNTS[name] = (COUNTS[name] ?? 0) + 1);

/** Every port of the connector, in memory. */
export const PORTS: ConnectorPorts = {
  store: new InMemoryConnectionStore(),
  idempotency: new InMemoryIdempotencyStore(Date.now),
  limiter: new SlidingWindowLimiter(50, 60_000, systemRuntime),
  switches: { isEnabled: ({ action }) => !action.id.startsWith('webhooks_') },
  policy: {
    decide: ({ effect, context }) =>
      effect.destructive && context.actor?.id !== 'ada'
        ? { effect: 'approval', reason: 'Ada approves what cannot be undone', approvalId: 'approval-1' }
        : { effect: 'allow' },
  },
  audit: {
    end: ({ actionId, context: { tenantId, actor }, input, outcome }) =>
      void ACTIVITY.push({ tenantId, actor: actor?.id, actionId, input, ok: outcome.ok }),
  },
  credentialAudit: ({ kind, tenantId, actor }) => void ACTIVITY.push({ tenantId, actor, kind }),
  async around(_, next) {
    const outcome = await next();
    return (count(`${outcome.actionId} ${outcome.ok ? 'ok' : outcome.error.code}`), outcome);
  },
  onEvent: ({ type }) => count(type),
  configureHttp(http) {
    http.interceptors.request.use((request) => {
      return (request.headers.set('x-correlation-id', request.invocation?.requestId), request);
    });
  },
};
