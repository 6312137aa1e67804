import { DEMO_ADMIN_KEY, DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import type { Calls } from '../host.js';

/** What the ports were given by the calls before. */
export const recorded: Calls = async ({ records }) => ({
  creations: records.audited.filter((entry) => entry.includes('workspaces_create')),
  refused: records.audited.at(-1),
  credentialEvents: records.credentialEvents,
  around: records.around.at(-1),
  events: [...records.events].sort(),
  pacedOrganization: [...records.paced].some((key) => key.includes(DEMO_ORGANIZATION_ID)),
  ownHeader: records.headers.every((headers) => headers.includes('"x-host":"strict"')),
  keyInHeaders: records.headers.some((headers) => headers.includes(DEMO_ADMIN_KEY)),
  internalErrors: records.internalErrors,
  mismatches: records.mismatches,
});
