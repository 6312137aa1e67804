import type { ApiEvent, CredentialEvent } from 'anthropic-admin-connector';
import type { Calls } from '../host.js';
import { DEMO, withConnector } from '../own-connector.js';

/** Events join invocations by action and request id, and events of credentials name the states. */
export const events: Calls = ({ simulator, context }) => {
  const wire: ApiEvent[] = [];
  const saved: CredentialEvent[] = [];
  const ports = {
    onEvent: (event: ApiEvent): void => void wire.push(event),
    credentialAudit: (event: CredentialEvent): void => void saved.push(event),
  };
  return withConnector(simulator, ports, async (connector) => {
    const user_id = simulator.demo.adminUserId;
    await connector.invoke('users_get', { user_id }, { ...context, requestId: 'joined' });
    const { subject } = wire.at(-1) ?? {};
    simulator.faults.add({ kind: 'status', status: 401, times: 1 });
    await connector.connections.check(DEMO, 'ada');
    return {
      subject: [subject?.actionId, subject?.requestId, subject?.tenantId, subject?.route],
      saved: saved.map(({ kind, from, to, problem }) => [kind, from, to, problem].join(' ').trim()),
    };
  });
};
