import { closeSync, readFileSync } from 'node:fs';
import { AnthropicConnector } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { AuditChain } from '../audit/audit-chain.js';
import { policyModeFrom } from '../config/platform.config.js';
import { openRegular } from '../config/regular-file.js';
import { MAX_TEXT } from '../policies/cedar/bounds.js';
import { PolicyCatalogue } from '../policies/cedar/catalogue.js';
import { CedarEngine } from '../policies/cedar/cedar-engine.js';
import { PolicyChanges, UnknownVersion } from '../policies/changes.js';
import { PolicyEvents } from '../policies/events.js';
import { Judges } from '../policies/rules/judges.js';
import {
  AlteredPolicies,
  PolicyStore,
  TooManyVersions,
  type PolicyVersion,
} from '../policies/stored/policy-store.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type Call, type Report } from './cli/admin-command.js';
import { requireTenant, tenantIn } from './tenants/tenant-options.js';

/** What the commands work with. */
export interface Policies {
  readonly tenantId: string;
  readonly store: PolicyStore;
  readonly changes: PolicyChanges;
  readonly judges: Judges;
  readonly engine: CedarEngine;
  readonly catalogue: PolicyCatalogue;
  readonly connector: MountedConnector;
  readonly context: AdminContext;
}

/** Does work with the policies of the tenant of a command. */
export async function withPolicies(
  command: string,
  { options, env }: Call,
  work: (policies: Policies) => Promise<Report>,
): Promise<Report> {
  const tenantId = tenantIn(command, options);
  return withAdminContext(env, async (context) => {
    await requireTenant(context, tenantId);
    const { database, rowSeal, sets, seal } = context;
    const connector = new AnthropicConnector({}) as unknown as MountedConnector;
    const catalogue = new PolicyCatalogue({
      all: [connector],
      has: (id) => id === connector.id,
      get: () => connector,
    });
    const engine = new CedarEngine();
    const store = new PolicyStore(database, rowSeal, sets.policies, policyModeFrom(env));
    const audit = new AuditChain(database, seal);
    const changes = new PolicyChanges({ store, audit, engine, catalogue, events: new PolicyEvents() });
    const judges = new Judges(engine, catalogue);
    try {
      return await work({ tenantId, store, changes, judges, engine, catalogue, connector, context });
    } catch (error) {
      throw asProblem(error);
    } finally {
      await (connector as unknown as AnthropicConnector).close();
    }
  });
}

function asProblem(error: unknown): unknown {
  if (error instanceof UnknownVersion || error instanceof TooManyVersions)
    return new AdminProblem(error.message || 'This tenant has as many versions as there can be.');
  if (error instanceof AlteredPolicies)
    return new AdminProblem(
      'The policies of this tenant were altered outside of the platform, and every call is refused. Run: policies set, then policies on with --repair',
    );
  return error;
}

/** A version of a tenant. @throws UnknownVersion */
export async function versionOf(
  store: PolicyStore,
  tenantId: string,
  number: number,
): Promise<PolicyVersion> {
  const found = await store.version(tenantId, number);
  if (!found) throw new UnknownVersion(number);
  return found;
}

/** Reads `--policies`. @throws UsageError */
export function numberIn({ policies }: Call['options']): number {
  if (typeof policies === 'string' && /^\d{1,4}$/.test(policies)) return Number(policies);
  throw new UsageError('--policies must be the number of a version, such as 3; to see them: policies show');
}

/** Reads `--reason`. @throws UsageError */
export function reasonIn(command: string, { reason }: Call['options']): string {
  if (typeof reason === 'string' && reason.trim() !== '' && reason.length <= 300) return reason;
  throw new UsageError(`${command} takes --reason <text>, of at most 300 characters.`);
}

/** Reads `--file` and `--time-zone`. @throws UsageError, AdminProblem */
export function given(
  command: string,
  { file, timeZone = 'UTC' }: Call['options'],
): { text: string; timeZone: string } {
  if (typeof file !== 'string')
    throw new UsageError(`${command} takes --file <path>; see: ${command} --help`);
  try {
    Intl.DateTimeFormat('en', { timeZone: String(timeZone) });
  } catch {
    throw new UsageError('--time-zone must be a name of IANA, such as Europe/Vienna.');
  }
  try {
    const { fd, stats } = openRegular(file);
    try {
      // The check of the text says that it is too long.
      if (stats.size > MAX_TEXT * 4) return { text: ' '.repeat(MAX_TEXT + 1), timeZone: String(timeZone) };
      return { text: readFileSync(fd, 'utf8'), timeZone: String(timeZone) };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw new AdminProblem(`--file: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Reads `--input`. @throws UsageError */
export function inputIn({ input }: Call['options']): Record<string, unknown> | undefined {
  if (input === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(String(input));
    if (typeof read === 'object' && read !== null && !Array.isArray(read))
      return read as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new UsageError(`--input must be a JSON object, such as '{"user_id":"user_1"}'.`);
}
