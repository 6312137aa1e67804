import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { RULES } from 'focus-lint';
import { run } from '../../focus-lint/src/command.js';
import { csvOf, VALID, VALID_1_5 } from './support/files.js';

const README = readFileSync(new URL('../../focus-lint/README.md', import.meta.url), 'utf8');
const MAIN = fileURLToPath(new URL('../../focus-lint/dist/esm/main.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'focus-lint-'));
  writeFileSync(join(folder, 'valid.csv'), csvOf([VALID]));
  writeFileSync(join(folder, 'draft.csv'), csvOf([VALID_1_5]));
  writeFileSync(join(folder, 'warned.csv'), csvOf([{ ...VALID, AvailabilityZone: undefined }]));
  writeFileSync(
    join(folder, 'wrong.csv'),
    csvOf([{ ...VALID, BilledCost: '1e-7', SubAccountId: '\u001b[2J' }]),
  );
  writeFileSync(join(folder, 'cut.csv.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function called(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const code = await run(
    args.map((arg) => (/\.(csv|gz)$/.test(arg) ? join(folder, arg) : arg)),
    { out: (text) => (written.out += text), err: (text) => (written.err += text) },
  );
  return { code, ...written };
}

it.each<[string[], { code: number; out?: string; err?: string }]>([
  [['valid.csv'], { code: 0, out: 'FOCUS 1.4, 1 row, 47 columns: valid.' }],
  [['wrong.csv'], { code: 1, out: 'error decimal BilledCost: BilledCost is a number such as -0.0025' }],
  [['wrong.csv'], { code: 1, out: '  row 1: "1e-7"\n' }],
  [['wrong.csv', '--json'], { code: 1, out: '"rule": "decimal"' }],
  [['warned.csv'], { code: 0, out: 'warning column-recommended AvailabilityZone' }],
  [['warned.csv', '--strict'], { code: 1, out: '0 errors, 1 warning.' }],
  [['draft.csv', '--focus-version', '1.5', '--draft'], { code: 0, out: 'FOCUS 1.5, 1 row' }],
  [
    ['draft.csv', '--focus-version', '1.5'],
    { code: 2, err: 'FOCUS 1.5 is a draft, and its rules may change; add --draft.' },
  ],
  [['valid.csv', '--focus-version', '1.3'], { code: 2, err: 'Allowed choices are 1.2, 1.4, 1.5.' }],
  [['valid.csv', '--max-findings', '0'], { code: 2, err: 'from 1 to 10000, such as 100.' }],
  [['missing.csv'], { code: 2, err: 'missing.csv cannot be read: ENOENT' }],
  [['cut.csv.gz'], { code: 2, err: 'cut.csv.gz cannot be read: unexpected end of file' }],
  [[], { code: 2, err: 'Name a file, such as focus-lint november.csv' }],
  [['--rules'], { code: 0, out: 'error    decimal ' }],
  [['--help'], { code: 0, out: 'Exit codes: 0 valid, 1 findings' }],
])('focus-lint %j', async (args, { code, out = '', err = '' }) => {
  const result = await called(...args);

  expect(result).toEqual({ code, out: expect.stringContaining(out), err: expect.stringContaining(err) });
  expect(result.out + result.err).not.toContain('\u001b');
});

it('reads a file that is larger than its memory from standard input', async () => {
  buildWhenStale(['focus-lint']);
  const rows = 12_000;
  const [header, row] = csvOf([{ ...VALID, ChargeDescription: 'a'.repeat(3_000) }]).split(
    /(?<=ApiKeyId"\r\n)/,
  ) as [string, string];
  const child = spawn(process.execPath, ['--max-old-space-size=24', MAIN, '-', '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  const ended = once(child, 'close');

  await pipeline(Readable.from(chunks(header, row, rows)), child.stdin);

  expect(await ended).toEqual([0, null]);
  expect(JSON.parse(out)).toMatchObject({ ok: true, rows, errors: 0 });
}, 60_000);

function* chunks(header: string, row: string, rows: number): Generator<string> {
  yield header;
  for (let at = 0; at < rows; at += 100) yield row.repeat(100);
}

it('names every rule and every flag in its README', async () => {
  const { out } = await called('--help');
  const flags = [...out.matchAll(/^ {2}(?:-h, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);

  expect([...RULES.map(({ id }) => id), ...flags].filter((name) => !README.includes(`\`${name}`))).toEqual(
    [],
  );
});
