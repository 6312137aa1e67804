import { moment } from '../../database/schema.js';
import { AuditChain } from '../../audit/audit-chain.js';
import { ServiceTokenStore } from '../../service-tokens/token-store.js';
import { tokenOf } from '../../service-tokens/token-row.js';
import type { AdminContext } from '../admin-context.js';
import { counted, shown } from '../cli/text.js';
import type { Finding } from './finding.js';

const NAMED = 20;

const SOON_MS = 14 * 24 * 60 * 60 * 1000;

/** Counts the service tokens in force, and names those that expire soon or were altered outside of the platform. */
export async function serviceTokenFindings({
  database,
  sets,
  rowSeal,
  seal,
}: AdminContext): Promise<Finding[]> {
  const store = new ServiceTokenStore(database, sets, rowSeal, new AuditChain(database, seal));
  const rows = await database.db.selectFrom('service_tokens').selectAll().orderBy('expires_at').execute();
  const altered = rows.filter((row) => !tokenOf(rowSeal, row));
  const tokens = rows.flatMap((row) => tokenOf(rowSeal, row) ?? []);
  const states = await Promise.all(tokens.map((token) => store.stateOf(token)));
  const inForce = tokens.filter((_, at) => states[at] === 'in_force');
  const soon = inForce.filter(({ expiresAt }) => expiresAt < moment(Date.now(), SOON_MS));
  const json = { inForce: inForce.length, expireSoon: soon.length, altered: altered.length };
  if (rows.length === 0) return [];
  if (altered.length > 0) {
    return [
      {
        level: 'problem',
        about: 'tokens',
        message: `${counted(altered.length, 'service token')} altered outside of the platform, or sealed by a keyring that is lost; refused until they are made again`,
        details: altered.slice(0, NAMED).map((row) => `${shown(row.tenant_id)} / ${shown(row.id)}`),
        json,
      },
    ];
  }
  return [
    {
      level: soon.length > 0 ? 'note' : 'ok',
      about: 'tokens',
      message: `${counted(inForce.length, 'service token')} in force, ${soon.length} of them until within 14 days`,
      details: soon
        .slice(0, NAMED)
        .map(({ tenantId, id, name, expiresAt }) => `${shown(tenantId)} / ${id} ${shown(name)} ${expiresAt}`),
      json,
    },
  ];
}
