import type { Database } from '../../database/database.js';
import { moment } from '../../database/schema.js';
import { counted, shown } from '../cli/text.js';
import type { Finding } from './finding.js';

const HOUR_MS = 3_600_000;
const NAMED = 20;

/** Tells of notices that are not sent: those given up, those that have waited for an hour, and the targets that fail. */
export async function noticeFindings({ db }: Database): Promise<Finding[]> {
  const targets = await db
    .selectFrom('notice_targets')
    .select(['id', 'tenant_id', 'kind', 'shown'])
    .orderBy('tenant_id')
    .orderBy('id')
    .execute();
  if (targets.length === 0) return [];
  const states = await db
    .selectFrom('notices')
    .select(['target', 'state', (row) => row.fn.countAll<number | string | bigint>().as('count')])
    .select((row) => [row.fn.max('next_at').as('last'), row.fn.max('attempts').as('attempts')])
    .groupBy(['target', 'state'])
    .execute();
  const { late } = await db
    .selectFrom('notices')
    .select((row) => row.fn.countAll<number | string | bigint>().as('late'))
    .where('state', '=', 'waiting')
    .where('created_at', '<', moment(Date.now(), -HOUR_MS))
    .executeTakeFirstOrThrow();
  const failing = targets.filter(({ id }) => {
    const [waiting, failed, sent] = (['waiting', 'failed', 'sent'] as const).map((state) =>
      states.find((one) => one.target === id && one.state === state),
    );
    return Number(waiting?.attempts ?? 0) > 0 || (failed?.last ?? '') > (sent?.last ?? '');
  });
  const given = states.filter(({ state }) => state === 'failed');
  const json = {
    targets: targets.length,
    failing: failing.length,
    late: Number(late),
    failed: given.reduce((sum, { count }) => sum + Number(count), 0),
  };
  return [
    {
      level: json.failing + json.late + json.failed === 0 ? 'ok' : 'note',
      about: 'notices',
      message: `${counted(json.targets, 'target')}, ${json.failing} failing; ${counted(json.late, 'notice')} waiting for over an hour, ${json.failed} given up in the last 30 days`,
      details: await Promise.all(
        failing
          .slice(0, NAMED)
          .map(
            async ({ tenant_id: tenant, id, kind, shown: place }) =>
              `${shown(tenant)} / ${shown(id)} ${kind} ${shown(place)}: ${shown((await problemOf(db, id)) ?? 'no reason')}`,
          ),
      ),
      json,
    },
  ];
}

/** Why the last attempt for a target failed. */
async function problemOf(db: Database['db'], target: string): Promise<string | null | undefined> {
  const last = await db
    .selectFrom('notices')
    .select('problem')
    .where('target', '=', target)
    .where('problem', 'is not', null)
    .orderBy('next_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.problem;
}
