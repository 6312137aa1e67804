import { recordPages } from '../../stores/credential-records.js';
import { HEAD, idOf, withShard } from '../../stores/record-heads.js';
import type { AdminContext } from '../admin-context.js';
import { brokenLines, brokenRecord, type BrokenRecord } from '../broken-records.js';
import type { Progress } from '../cli/progress.js';
import { counted, shown } from '../cli/text.js';
import type { Finding } from './finding.js';

const PAGE = 200;

/**
 * Opens every record as an invocation does, counts them by their key, and names those that were removed.
 * @throws KeyServiceError where the service of the keys does not answer, whatever the record.
 */
export async function recordFindings(context: AdminContext, progress: Progress): Promise<Finding[]> {
  const counts = await context.records.countByKeyId();
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  progress.begin(total, 'records');
  const broken: BrokenRecord[] = [];
  for await (const page of recordPages(context.records, PAGE)) {
    const opened = await Promise.all(page.map((record) => whatBreaks(context, record)));
    broken.push(...opened.filter((each) => each !== undefined));
    progress.advance(page.length);
  }
  progress.end();
  const active = await context.keys.provider.activeKeyId();
  const byKey = [...counts].map(([id, count]) => `${shown(id)} ${count.toLocaleString('en')}`).join(', ');
  const json = { byKeyId: Object.fromEntries(counts), broken };
  const message = `${counted(total, 'record')}${total === 0 ? '' : ` by key: ${byKey}`}`;
  return [
    broken.length === 0
      ? { level: 'ok', about: 'records', message: `${message}; all can be decrypted`, json }
      : { level: 'problem', about: 'records', message, details: detailsOf(broken, total, context), json },
    ...(await removedRecords(context)),
    ...(await alteredSets(context)),
    ...behind([...counts.keys()].filter((id) => id !== active)),
  ];
}

async function whatBreaks(
  { store }: AdminContext,
  record: Parameters<typeof brokenRecord>[0],
): Promise<BrokenRecord | undefined> {
  try {
    await store.open(record.binding);
    return undefined;
  } catch (error) {
    return brokenRecord(record, error);
  }
}

function detailsOf(broken: readonly BrokenRecord[], total: number, { scope }: AdminContext): string[] {
  const noneOpens = broken.length === total && broken.every(({ code }) => code === 'not_authentic');
  return [
    ...(noneOpens
      ? [`None opens. Is PLATFORM_ENVIRONMENT "${scope.environment}" for the platform, and this its keyring?`]
      : []),
    ...brokenLines(broken),
  ];
}

const NAMED = 100;

/** Records that the heads of tenants know, and that are in the table no longer. */
async function removedRecords({ database: { db }, heads }: AdminContext): Promise<Finding[]> {
  const gone: string[] = [];
  for (let after = ''; ;) {
    const page = await db
      .selectFrom('record_heads')
      .selectAll()
      .where('shard', '=', HEAD)
      .where('tenant_id', '>', after)
      .orderBy('tenant_id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId, ...top } of page) {
      const [shards, rows] = await Promise.all([
        db.selectFrom('record_heads').selectAll().where('tenant_id', '=', tenantId).execute(),
        db
          .selectFrom('connections')
          .select(['connector', 'name'])
          .where('tenant_id', '=', tenantId)
          .where('key_id', 'is not', null)
          .execute(),
      ]);
      const there = new Set(rows.map(idOf));
      const known = shards.flatMap((each) =>
        Object.keys(heads.tagsOf(tenantId, each.shard, withShard(top, each)) ?? {}),
      );
      gone.push(...known.filter((id) => !there.has(id)).map((id) => `${shown(tenantId)}: ${shown(id)}`));
    }
    if (page.length < PAGE) break;
    after = page.at(-1)?.tenant_id ?? after;
  }
  if (gone.length === 0) return [];
  return [
    {
      level: 'problem',
      about: 'records',
      message: `${counted(gone.length, 'record')} deleted outside the platform. Save the key again, or restore a backup`,
      details: gone.slice(0, NAMED),
      json: { removed: gone.length },
    },
  ];
}

/** Sets of what is revoked and in force that SQL has altered, with what becomes of it. */
async function alteredSets({ sets }: AdminContext): Promise<Finding[]> {
  const found = await Promise.all(
    SETS.map(async ([name, isWhole, consequence]) => ({
      name,
      consequence,
      shards: (await sets[name].altered(isWhole)).length,
    })),
  );
  return found
    .filter(({ shards }) => shards > 0)
    .map(({ name, consequence, shards }) => ({
      level: 'problem',
      about: 'records',
      message: `The sealed set of ${name} was altered outside the platform, in ${counted(shards, 'part')}. ${consequence}`,
      json: { set: name, altered: shards },
    }));
}

/** The sealed sets, and whether each part of one must be there. */
const SETS = [
  ['revocations', true, 'Restore a backup of the table sealed_sets, or revoke again what was revoked.'],
  ['sessions', false, 'People of its sessions have to sign in again.'],
  ['approvals', false, 'Approvals of it do not hold any longer; who needs one asks again.'],
  ['codes', false, 'Its sign-in links no longer work: make new ones.'],
  [
    'policies',
    true,
    'Calls of its tenants are refused. Set their policies again: policies on with --repair.',
  ],
  ['serviceTokens', false, 'Its service tokens no longer work: make new ones.'],
] as const;

const behind = (ids: readonly string[]): Finding[] =>
  ids.length === 0
    ? []
    : [
        {
          level: 'note',
          about: 'records',
          message: `A rotation is not complete: records are encrypted under ${ids.map(shown).join(', ')}. Run: npm run -s admin -- keys rewrap`,
        },
      ];
