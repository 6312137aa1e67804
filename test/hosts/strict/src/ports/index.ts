import type { ConnectorPorts } from 'anthropic-admin-connector';
import type { Records } from '../records.js';
import { Connections } from './connections.js';
import { Pace } from './pace.js';
import { policy, switches } from './rules.js';
import { Writes } from './writes.js';

/** Every port, filled with this host's own; `Required` finds a new one. */
export const portsOf = (records: Records): Required<Omit<ConnectorPorts, 'runtime'>> => ({
  store: new Connections(),
  idempotency: new Writes(),
  limiter: new Pace(records),
  switches,
  policy,
  audit: {
    begin: async ({ action }) => void records.audited.push(`begin ${action.id}`),
    end: ({ actionId, outcome }) =>
      void records.audited.push(`end ${actionId} ${outcome.ok ? 'ok' : outcome.error.code}`),
  },
  credentialAudit: ({ kind, tenantId }) => void records.credentialEvents.push(`${kind} ${tenantId}`),
  credentialIntent: ({ kind, tenantId }) => void records.audited.push(`${kind} ${tenantId}`),
  async around({ actionId }, next) {
    const outcome = await next();
    records.around.push(`${actionId} ${outcome.ok}`);
    return outcome;
  },
  configureHttp(http) {
    http.interceptors.request.use((request) => {
      request.headers.set('x-host', 'strict');
      records.headers.push(JSON.stringify(request.headers));
      return request;
    });
  },
  onEvent: ({ type }) => void records.events.add(type),
  sources: { ledger: {} },
  onAnswerMismatch: (mismatch) => void records.mismatches.push(JSON.stringify(mismatch)),
  onInternalError: (error) => void records.internalErrors.push(String(error)),
});
