import type { Connection } from 'anthropic-admin-connector';

/** A connection as it is answered: what it is picked from may grow, the answer does not by itself. */
export type ConnectionView = Omit<Connection, 'tenantId'>;

/** Shows a connection; there is no road from it to the key. What is not known is left out of the JSON. */
export function viewOf(connection: Connection): ConnectionView {
  const { name, state, organization, keyPreview, revision, problem } = connection;
  const { savedBy, savedAt, checkedAt, usedAt } = connection;
  return { name, state, organization, keyPreview, revision, savedBy, savedAt, checkedAt, usedAt, problem };
}
