import { recordPages } from '../../stores/credential-records.js';
import type { AdminContext } from '../admin-context.js';
import { brokenLines, brokenRecord, type BrokenRecord } from '../broken-records.js';
import type { Progress } from '../cli/progress.js';
import { counted, shown } from '../cli/text.js';
import type { Finding } from './finding.js';

const PAGE = 200;

/**
 * Opens every record, and counts them by their key.
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
      ? { level: 'ok', about: 'records', message: `${message}; all open`, json }
      : { level: 'problem', about: 'records', message, details: detailsOf(broken, total, context), json },
    ...behind([...counts.keys()].filter((id) => id !== active)),
  ];
}

async function whatBreaks(
  { vault }: AdminContext,
  record: Parameters<typeof brokenRecord>[0],
): Promise<BrokenRecord | undefined> {
  try {
    await vault.open(record.sealed, record.binding);
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

const behind = (ids: readonly string[]): Finding[] =>
  ids.length === 0
    ? []
    : [
        {
          level: 'note',
          about: 'records',
          message: `A rotation is not over: records are under ${ids.map(shown).join(', ')}. Run: npm run -s admin -- keys rewrap`,
        },
      ];
