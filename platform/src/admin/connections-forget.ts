import { Option } from 'commander';
import { AuditChain } from '../audit/audit-chain.js';
import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import { keysFit } from '../audit/key-check.js';
import { plainText } from '../security/text.js';
import { recordPages } from '../stores/credential-records.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { brokenLines, brokenRecord, type BrokenRecord } from './broken-records.js';
import { AdminProblem, UsageError, type AdminCommand, type Report } from './cli/admin-command.js';
import type { Progress } from './cli/progress.js';
import { counted, shownConnection } from './cli/text.js';
import { requireTenant } from './tenants/tenant-options.js';

const PAGE = 200;

/** `connections forget` */
export const connectionsForget: AdminCommand = {
  name: 'connections forget',
  summary: 'Deletes the connections whose key cannot be decrypted any more',
  help: 'Their tenants save their keys again. Each has an entry in the audit of its tenant, connections.forgotten. Without --accept-loss it lists them alone.',
  options: [
    new Option('--unreadable', 'required: connections that can be decrypted are deleted by their tenants'),
    new Option('--tenant <id>', 'only connections of this tenant'),
    new Option('--accept-loss', 'confirms it: their keys are destroyed, also for a former keyring'),
  ],
  examples: [
    'connections forget --unreadable',
    'connections forget --unreadable --tenant acme --accept-loss',
  ],
  run: async ({ options, env, progress }) => {
    if (options['unreadable'] !== true) {
      throw new UsageError('connections forget takes --unreadable; see: connections forget --help');
    }
    return withAdminContext(env, async (context) => {
      if (!(await keysFit(context.database, context.keys.fingerprinter))) {
        throw new AdminProblem(
          'The keyring is not the one of this database, so nothing opens. Put the former keyring back, or if it is lost, first run: npm run -s admin -- audit reseal --all --accept-loss',
        );
      }
      const { tenant } = options;
      if (typeof tenant === 'string') await requireTenant(context, tenant);
      const broken = await unreadable(context, tenant, progress);
      return options['acceptLoss'] === true || broken.length === 0
        ? forget(context, broken)
        : preview(broken, context);
    });
  },
};

async function unreadable(
  { records, store }: AdminContext,
  tenant: unknown,
  progress: Progress,
): Promise<BrokenRecord[]> {
  const total = [...(await records.countByKeyId()).values()].reduce((sum, count) => sum + count, 0);
  const broken: BrokenRecord[] = [];
  progress.begin(total, 'records');
  for await (const page of recordPages(records, PAGE)) {
    for (const record of page) {
      if (tenant !== undefined && record.binding.tenantId !== tenant) continue;
      // Where a key service does not answer, this throws: its records are not lost.
      await store
        .open(record.binding)
        .catch((error: unknown) => void broken.push(brokenRecord(record, error)));
    }
    progress.advance(page.length);
  }
  progress.end();
  return broken;
}

const preview = (broken: readonly BrokenRecord[], { scope }: AdminContext): Report => ({
  ok: false,
  lines: [
    ...brokenLines(broken),
    `Nothing was changed. They open in the environment that they were saved in; this is "${scope.environment}" (PLATFORM_ENVIRONMENT).`,
    'If their keys are lost, add --accept-loss.',
  ],
  json: { unreadable: broken, forgotten: [] },
});

async function forget(
  { database, seal, store }: AdminContext,
  broken: readonly BrokenRecord[],
): Promise<Report> {
  const audit = new AuditChain(database, seal);
  const forgotten: BrokenRecord[] = [];
  for (const record of broken) {
    // An entry without a deletion does less harm than a deletion without an entry.
    await audit.append(factsOf(record));
    if (await store.delete(record)) forgotten.push(record);
  }
  return {
    ok: true,
    lines: [
      ...forgotten.map((record) => `${shownConnection(record)}: forgotten`),
      `Forgot ${counted(forgotten.length, 'connection')}.${forgotten.length === 0 ? '' : ' Their tenants can save a key again.'}`,
    ],
    json: {
      forgotten: forgotten.map(({ connector, tenantId, name }) => ({ connector, tenant: tenantId, name })),
    },
  };
}

const factsOf = ({ tenantId, connector, name, code }: BrokenRecord): AuditFacts => ({
  tenantId,
  kind: 'credential',
  action: 'connections.forgotten',
  actorId: null,
  actorType: null,
  connection: plainText(name),
  code: 'ok',
  requestId: null,
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ connector, reason: code }),
});
