import type { ConnectorOptions, Outcome } from 'anthropic-admin-connector';
import type { Calls } from '../host.js';
import { DEMO, withConnector } from '../own-connector.js';

const fail = (): never => {
  throw new Error('a bug of this host');
};

/** Ports that throw, by the name under which an outcome reports them. */
const BROKEN: Readonly<Record<string, ConnectorOptions>> = {
  around: { around: fail },
  switches: { switches: { isEnabled: fail } },
  policy: { policy: { decide: fail } },
  audit: { audit: { begin: fail, end: () => undefined } },
  // The key is saved without an action.
  interceptor: {
    configureHttp: (http) =>
      void http.interceptors.request.use((request) => (request.invocation?.actionId ? fail() : request)),
  },
};

/** Whom an outcome blames, and whether the host was notified. */
export const faults: Calls = async ({ simulator, context }) => {
  const blamed: Record<string, unknown> = {};
  for (const [port, options] of Object.entries(BROKEN)) {
    let reported = 0;
    const onInternalError = (): void => void (reported += 1);
    blamed[port] = await withConnector(simulator, { ...options, onInternalError }, async (connector) => {
      const outcome = await connector.invoke('workspaces_create', { name: port }, context);
      return [faultOf(outcome), reported > 0];
    });
  }
  return { blamed, observers: await observers({ simulator, context }) };
};

/** Observers that throw change nothing. */
const observers = ({
  simulator,
  context,
}: Pick<Parameters<Calls>[0], 'simulator' | 'context'>): Promise<unknown> =>
  withConnector(simulator, { onEvent: fail, credentialAudit: fail }, async (connector) => {
    const saved = await connector.connections.save(DEMO);
    const all = await connector.invoke('users_list', {}, { ...context, all: true, onProgress: fail });
    return { saved: saved.status, warnings: saved.warnings, read: all.ok && all.data.data.length };
  });

const faultOf = (outcome: Outcome): unknown => {
  if (outcome.ok) return 'ok';
  const { code, blame, host, effect } = outcome.error;
  return code === 'host_failed' ? { blame, port: host?.port, effect } : code;
};
