import { auditedTenants } from '../../audit/read-chain.js';
import { folderStore, type ArchiveStore } from '../../audit/archive/archive-store.js';
import { s3AccessFrom } from '../../audit/archive/archive-settings.js';
import { s3LocationIn, s3Store } from '../../audit/archive/s3-store.js';
import { utcMoment } from '../../audit/audit.query.js';
import { useOutgoingProxy } from '../../config/outgoing-proxy.js';
import type { Database } from '../../database/database.js';
import { AdminProblem, UsageError, type Call } from '../cli/admin-command.js';

/**
 * The tenants that a command is about: the one of `--tenant`, or all.
 * @throws AdminProblem where that one has no audit
 */
export async function tenantsOf(
  { db }: Pick<Database, 'db'>,
  only: Call['options'][string],
): Promise<readonly string[]> {
  const tenants = await auditedTenants(db);
  if (typeof only !== 'string') return tenants;
  if (tenants.includes(only)) return [only];
  throw new AdminProblem('There is no audit of that tenant: nothing was written, or all of it was removed.');
}

/**
 * The archive that an option names.
 * @throws UsageError or SettingsError
 */
export async function archiveOf(
  option: string,
  value: Call['options'][string],
  env: NodeJS.ProcessEnv,
): Promise<ArchiveStore> {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new UsageError(`${option} must be a folder or s3://bucket/prefix`);
  }
  if (!value.startsWith('s3:')) return folderStore(value);
  const location = s3LocationIn(value);
  if (location === undefined) {
    throw new UsageError(
      `${option} must name a bucket as s3://bucket/prefix; the prefix has letters, digits, dots, slashes, - and _`,
    );
  }
  useOutgoingProxy(env);
  return s3Store(location, s3AccessFrom(env));
}

/**
 * A moment that an option gives, RFC 3339 in UTC; undefined without the option.
 * @throws UsageError
 */
export function momentOf(option: string, value: Call['options'][string]): string | undefined {
  if (value === undefined) return undefined;
  const moment = utcMoment(value);
  if (moment !== undefined) return moment;
  throw new UsageError(
    `${option} must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z`,
  );
}
