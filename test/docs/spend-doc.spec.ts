import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AnthropicConnector } from '../../src/index.js';
import { systemRuntime } from '../../src/kit/http/runtime.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated } from '../support/boot-simulated.js';
import { complaintsAbout } from '../support/compiler.js';
import { codeBlocks } from '../support/markdown.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');

/** The blocks of the page as one function of what they take as given. */
function source(): string {
  const lines = codeBlocks('docs/spend.md', 'ts').join('\n').split('\n');
  const isImport = (line: string): boolean => line.startsWith('import ');
  return [
    ...lines.filter(isImport),
    "import type { InvocationContext } from 'anthropic-admin-connector';",
    'export async function run(connector: AnthropicConnector, context: InvocationContext) {',
    ...lines.filter((line) => !isImport(line)),
    'return { spent, total, lines, coding, seatsToAskAbout, steps }; }',
  ].join('\n');
}

interface Ran {
  readonly spent: { readonly data: { readonly totals: { readonly amount_usd: string } } };
  readonly total: string;
  readonly lines: readonly (readonly [string, string])[];
  readonly coding: { readonly data: { readonly people: number; readonly idle: number } };
  readonly seatsToAskAbout: readonly string[];
  readonly steps: readonly { readonly next?: { readonly actionId: string } }[];
}

it('compiles', () => {
  expect(complaintsAbout('test/docs', [source()])).toEqual([[]]);
});

it('bills each workspace by its name and adds up, finds idle members and keys to disable', async () => {
  const { connector, close } = await bootSimulated({ runtime: { ...systemRuntime, now: () => NOW } });
  const folder = new URL('./.generated-spend/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('spend.ts', folder), source());
  const { run } = (await import('./.generated-spend/spend.js' as string)) as {
    run(connector: AnthropicConnector, context: object): Promise<Ran>;
  };
  const { spent, total, lines, ...more } = await run(connector, CONTEXT);
  rmSync(folder, { recursive: true });
  await close();

  expect(total).toBe(spent.data.totals.amount_usd);
  expect(lines.map(([name]) => name)).toContain('Production');
  expect(more.coding.data.people).toBeGreaterThan(0);
  expect(more.seatsToAskAbout).toHaveLength(more.coding.data.idle);
  expect(more.steps.map(({ next }) => next?.actionId)).toContain('api_keys_update');
});

it('exports the last whole week on whichever day it runs', () => {
  const weekly = codeBlocks('docs/focus.md', 'sh').find((block) => block.includes('MONDAY='));
  const days = weekly!.split('\n').filter((line) => /^[A-Z]+=/.test(line));
  // The system's date, on a given day.
  const date =
    'date() { case "$2$3" in -d20*) command date "$@";; -d*) command date -u -d "$TODAY $3" +%F;; *) command date -u -d "$TODAY" "$2";; esac; }';
  const weekOn = (today: string): string =>
    execFileSync('bash', ['-c', [date, ...days, 'echo "$WEEK $MONDAY"'].join('\n')], {
      encoding: 'utf8',
      env: { ...process.env, TODAY: today },
    }).trim();

  const found = ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-06', '2026-12-07'].map(weekOn);

  const [before, week, after] = ['2026-11-16 2026-11-23', '2026-11-23 2026-11-30', '2026-11-30 2026-12-07'];
  expect(found).toEqual([before, week, week, week, after]);
});
