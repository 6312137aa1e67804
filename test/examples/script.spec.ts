import {
  createSimulator,
  DEMO_ADMIN_KEY,
  REVOKED_ADMIN_KEY,
  type Simulator,
} from 'anthropic-admin-simulator';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { NOW } from '../simulator/support/boot.js';
import { runExample } from './support/run-example.js';

let simulator: Simulator;
beforeAll(async () => {
  buildWhenStale(['connector']);
  simulator = await createSimulator({ clock: () => NOW });
});
afterAll(() => simulator.close());

const run = (key: string, ...args: string[]) =>
  runExample(
    'script/last-week.mjs',
    { ANTHROPIC_ADMIN_KEY: key, ANTHROPIC_BASE_URL: simulator.url },
    ...args,
  );

it('prints the members by role and what each day of the week has cost', async () => {
  const printed = await run(DEMO_ADMIN_KEY, '2026-11-20');

  expect(printed).toEqual([
    'Acme Robotics',
    '  13 developer',
    '  7 user',
    '  4 claude_code_user',
    '  4 admin',
    '  2 billing',
    ...['13', '14', '15', '16', '17', '18', '19'].map((day) =>
      expect.stringMatching(new RegExp(`^  2026-11-${day} +\\d{3}\\.\\d\\d USD$`)),
    ),
    expect.stringMatching(/^ {2}all days +\d{4}\.\d\d USD$/),
  ]);
});

it.each([
  ['a key that is none', 'sk-ant-api03-an-ordinary-key-of-the-tests', [], 'This is a standard API key'],
  ['a revoked key', REVOKED_ADMIN_KEY, [], 'revoked'],
  ['a day that is none', DEMO_ADMIN_KEY, ['yesterday'], '"yesterday" is not a day; one is written as'],
  ['a day that does not exist', DEMO_ADMIN_KEY, ['2026-02-30'], '"2026-02-30" is not a day'],
])('ends with a clear line for %s', async (_, key, args, words) => {
  await expect(run(key, ...args)).rejects.toThrow(words);
});
