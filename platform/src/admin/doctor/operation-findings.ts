import { CheckStops } from '../../checks/check-stops.js';
import type { Database } from '../../database/database.js';
import { DatabaseClock } from '../../database/database-clock.js';
import { moment } from '../../database/schema.js';
import { lastAnchor } from '../../audit/anchors/anchors.js';
import { countInDoubt } from '../../audit/in-doubt.js';
import { listPauses } from '../../limits/limiter/pauses.js';
import { counted } from '../cli/text.js';
import { pausedName } from '../limiter-commands.js';
import type { Finding } from './finding.js';

/** Tells of writes in doubt, of anchors, of scheduled checks that were stopped, and of organizations that are paused. */
export const operationFindings = async (database: Database): Promise<Finding[]> => [
  await clockFinding(database),
  await inDoubtFinding(database),
  ...(await anchorFindings(database)),
  await checksFinding(database),
  await limiterFinding(database),
];

/** A difference beyond which leases and expiries of processes are no longer what they should be. */
const CLOSE_MS = 2_000;

async function clockFinding(database: Database): Promise<Finding> {
  const offset = await new DatabaseClock(database).measure();
  const seconds = (Math.abs(offset) / 1000).toFixed(1);
  const isClose = Math.abs(offset) <= CLOSE_MS;
  return {
    level: isClose ? 'ok' : 'problem',
    about: 'database',
    message: isClose
      ? 'its clock and the one of this machine agree within 2 s'
      : `The clock of this machine is ${seconds} s ${offset > 0 ? 'behind' : 'ahead of'} the one of the database. Entries of the audit have the time of the database; leases, sessions and expiries do not. Set the clock by NTP on both.`,
    json: { clockOffsetMs: offset },
  };
}

async function inDoubtFinding({ db }: Database): Promise<Finding> {
  const inDoubt = await countInDoubt(db, Date.now());
  return {
    level: inDoubt === 0 ? 'ok' : 'note',
    about: 'audit',
    message:
      inDoubt === 0
        ? 'every write of the last week has an outcome'
        : `${counted(inDoubt, 'write')} of the last week without an outcome. Run: npm run -s admin -- audit in-doubt`,
    json: { inDoubt },
  };
}

async function anchorFindings(database: Database): Promise<Finding[]> {
  const anchor = await lastAnchor(database);
  if (!anchor) return [];
  const { problem, tried_at: triedAt, anchored_at: anchoredAt, heads } = anchor;
  const last = anchoredAt === null ? 'none was written' : `the last one was written at ${anchoredAt}`;
  return [
    problem === null
      ? { level: 'ok', about: 'audit', message: `${counted(heads ?? 0, 'head')} anchored at ${triedAt}` }
      : {
          level: 'problem',
          about: 'audit',
          message: `The anchor of ${triedAt} failed: ${problem}; ${last}`,
          json: { anchoredAt, triedAt },
        },
  ];
}

async function checksFinding(database: Database): Promise<Finding> {
  const stop = await new CheckStops(database).last();
  if (!stop) return { level: 'ok', about: 'checks', message: 'no round of key checks was stopped' };
  const { stoppedAt, pausedUntil, refused, connections } = stop;
  return {
    level: 'problem',
    about: 'checks',
    message: `A round of key checks was stopped at ${stoppedAt}: the API refused ${refused} of ${counted(connections, 'key')}, and none was revoked. The next round begins after ${pausedUntil}.`,
    details: ['Is there a proxy between the platform and the API, or is ANTHROPIC_BASE_URL another API?'],
    json: { stop },
  };
}

const NAMED = 20;

async function limiterFinding(database: Database): Promise<Finding> {
  if (!database.engine.servesMachines) {
    return { level: 'ok', about: 'limiter', message: 'in the memory of the platform' };
  }
  const pauses = await listPauses(database);
  if (pauses.length === 0) {
    return { level: 'ok', about: 'limiter', message: 'no organization is paused', json: { paused: 0 } };
  }
  return {
    level: 'note',
    about: 'limiter',
    message: `${counted(pauses.length, 'organization')} paused. To end it: npm run -s admin -- limiter clear`,
    details: pauses.slice(0, NAMED).map((pause) => `${pausedName(pause)} until ${moment(pause.until)}`),
    json: { paused: pauses.length },
  };
}
