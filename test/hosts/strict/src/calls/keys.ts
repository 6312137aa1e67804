import { ORDINARY_KEY } from 'anthropic-admin-simulator';
import { checkKeyFormat } from 'anthropic-admin-connector/key-format';
import type { SaveResult } from 'anthropic-admin-connector';
import type { Calls } from '../host.js';

/** A key of another kind is refused in the form and on saving, and a saved one is checked. */
export const keys: Calls = async ({ connector, context: { tenantId } }) => {
  const format = checkKeyFormat(ORDINARY_KEY);
  const ref = { tenantId, name: 'default' };
  const saved = await connector.connections.save({ ...ref, apiKey: ORDINARY_KEY, actor: 'ada' });
  const connection = await connector.connections.find(ref);
  return [format.ok ? 'ok' : format.problem.code, told(saved), connection?.state, connection?.revision];
};

function told(result: SaveResult): string {
  switch (result.status) {
    case 'saved':
      return result.connection.keyPreview;
    case 'refused':
    case 'pending':
    case 'undetermined':
      return result.problem.code;
    case 'identity_changed':
      return `${result.stored.name} is not ${result.offered.name}`;
    case 'conflict':
      return 'another save came first';
  }
}
