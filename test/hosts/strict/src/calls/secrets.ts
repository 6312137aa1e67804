import type { AuditEntry } from 'anthropic-admin-connector';
import type { Calls } from '../host.js';
import { withConnector } from '../own-connector.js';

const SECRET = /Bearer example|whsec_/;

/** An audit that stores what it gets stores no secret; one that must see them asks for them. */
export const secrets: Calls = ({ simulator, context }) => {
  const entries: AuditEntry[] = [];
  return withConnector(
    simulator,
    { audit: { end: (entry) => void entries.push(entry) } },
    async (connector) => {
      for (const id of ['telemetry_destinations_create', 'webhooks_create']) {
        await connector.invokeById(id, connector.describe(id)?.example, context);
      }
      return {
        recorded: entries.map(({ actionId }) => actionId),
        leaked: entries.some(({ input, outcome }) => SECRET.test(JSON.stringify([input, outcome]))),
        onRequest: entries.every((entry) => SECRET.test(JSON.stringify(entry.unmasked()))),
      };
    },
  );
};
