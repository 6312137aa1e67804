import { readFileSync } from 'node:fs';
import { ACCESS_REVIEW_VARIABLES } from '../../platform/src/access-reviews/access-reviews.config.js';
import { APPROVAL_VARIABLES } from '../../platform/src/approvals/approvals.config.js';
import { CHECK_VARIABLES } from '../../platform/src/checks/checks.config.js';
import { VARIABLES } from '../../platform/src/config/platform.config.js';
import { KEYRING_WATCH_VARIABLES } from '../../platform/src/health/keyring-watch.module.js';
import { DATABASE_VARIABLES } from '../../platform/src/config/database.config.js';
import { SERVER_VARIABLES } from '../../platform/src/http/server.config.js';
import { THROTTLE_VARIABLES } from '../../platform/src/limits/throttle/throttle.config.js';
import { LEDGER_VARIABLES } from '../../platform/src/ledger/ledger.config.js';
import { MCP_VARIABLES } from '../../platform/src/mcp/http/mcp.config.js';
import { METRICS_VARIABLES } from '../../platform/src/metrics/metrics.config.js';
import { NOTICE_VARIABLES } from '../../platform/src/notices/notices.config.js';
import { CONNECTOR_PROBLEMS, PLATFORM_PROBLEMS } from '../../platform/src/problems/problem.js';
import { PORTAL_VARIABLES } from '../../platform/src/sessions/portal.config.js';
import { TRACING_VARIABLES } from '../../platform/src/tracing/tracing.config.js';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';

const README = readFileSync(new URL('../../platform/README.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, each as its cells. */
const rowsUnder = (heading: string): string[][] => {
  const [, section = ''] = README.split(`## ${heading}\n`);
  const [, table = ''] = /((?:^\|.*\n)+)/m.exec(section) ?? [];
  const [, , ...rows] = table.trim().split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const wordsIn = (cell = ''): string[] => [...cell.matchAll(/`(.+?)`/g)].map(([, word = '']) => word);

it('lists every error code of the platform with its status', () => {
  const listed = rowsUnder('Errors').flatMap(([status, codes]) =>
    wordsIn(codes).map((code) => [code, Number(status)] as const),
  );

  const problems = Object.entries({ ...CONNECTOR_PROBLEMS, ...PLATFORM_PROBLEMS });
  const expected = problems.map(([code, { status }]) => [code, status] as const);
  expect(new Set(listed)).toEqual(new Set([...expected, ['limited_operation', 422]]));
});

it('lists every variable of the platform', () => {
  // Names that end in dots stand for variables that another page lists.
  const listed = rowsUnder('Variables')
    .flatMap(([variable]) => wordsIn(variable))
    .filter((name) => !name.endsWith('...'));

  const read = {
    ...VARIABLES,
    ...MCP_VARIABLES,
    ...PORTAL_VARIABLES,
    ...CHECK_VARIABLES,
    ...LEDGER_VARIABLES,
    ...APPROVAL_VARIABLES,
    ...ACCESS_REVIEW_VARIABLES,
    ...NOTICE_VARIABLES,
    ...KEYRING_WATCH_VARIABLES,
    ...THROTTLE_VARIABLES,
    ...SERVER_VARIABLES,
    ...DATABASE_VARIABLES,
    ...TRACING_VARIABLES,
    ...METRICS_VARIABLES,
  };
  expect(listed).toEqual(Object.keys(read));
});

describe('routes', () => {
  let platform: BootedPlatform;

  beforeAll(async () => {
    platform = await bootPlatform();
  });
  afterAll(() => platform.close());

  const filled = (path = ''): string =>
    path.replace('{c}', 'anthropic').replace('{id}', 'users_list').replace('{name}', 'default');

  it.each(rowsUnder('Routes').flatMap(([route]) => wordsIn(route)))('answers %s', async (route) => {
    const [method, path] = route.split(' ');

    const { body } = await platform.call(`/${filled(path)}`, { method });

    expect(body ?? {}).not.toMatchObject({ code: 'unknown_route' });
  });
});
