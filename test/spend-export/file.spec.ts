import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type FocusAbout } from 'anthropic-admin-connector';
import Big from 'big.js';
import fc from 'fast-check';
import { lint } from 'focus-lint';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { exportFile, type FileExport } from '../../platform/src/spend-export/file/export-file.js';
import { DAY_MS, sourceOf, type SpendDay, type SpendSource } from '../../platform/src/spend-export/source.js';
import { SPEND_FORMATS, type SpendFormat } from '../../platform/src/spend-export/table.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated } from '../support/boot-simulated.js';

const FROM = Date.UTC(2026, 9, 29);
const DAYS = 5;
const UNTIL = FROM + DAYS * DAY_MS;

let folder: string;
let about: FocusAbout;
const days: SpendDay[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spend-export-'));
  const booted = await bootSimulated();
  const source = sourceOf(booted.connector, CONTEXT);
  about = await source.about({ from: FROM, until: UNTIL });
  for await (const day of source.days(FROM, UNTIL, about))
    days.push({ ...day, cells: day.cells.slice(0, 80) });
  await booted.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was read from the simulator, again. */
const kept = (read: readonly SpendDay[] = days): SpendSource => ({
  organization: async () => about.organization,
  about: async () => about,
  days: async function* (from, until) {
    yield* read.filter(({ at }) => at >= from && at < until);
  },
});

let files = 0;
const jobOf = (changed: Partial<FileExport> = {}): FileExport => ({
  file: join(folder, `spend-${(files += 1)}`),
  format: 'csv',
  version: '1.4',
  gzip: false,
  force: false,
  from: FROM,
  until: UNTIL,
  whose: ['acme', 'default'],
  ...changed,
});

const QUIET = { begin: () => {}, advance: () => {} };
const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const total = (amounts: readonly (string | null)[]): string =>
  amounts.reduce((sum, amount) => sum.plus(amount ?? 0), Big(0)).toFixed();
const cells = (): readonly SpendDay['cells'][number][] => days.flatMap((day) => day.cells);
const dollars = (): string =>
  Big(total(cells().map(({ amount }) => amount)))
    .div(100)
    .toFixed();

/** A source that fails after some cells, as a process that is killed meanwhile. */
const failing = (after: number): SpendSource => ({
  ...kept(),
  days: async function* (from, until) {
    let left = after;
    for await (const day of kept().days(from, until, about)) {
      if (day.cells.length > left) throw new Error('killed');
      left -= day.cells.length;
      yield day;
    }
  },
});

it('continues what was interrupted, again and again, to the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<SpendFormat>(...SPEND_FORMATS),
      fc.boolean(),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })), {
        maxLength: 12,
      }),
      async (format, packed, kills) => {
        const gzip = packed && format !== 'parquet';
        const whole = jobOf({ format, gzip });
        await exportFile(whole, kept(), QUIET);
        const job = jobOf({ format, gzip });

        for (const [after, halfWritten] of kills) {
          const ended = await exportFile(job, failing(after), QUIET).catch((error: Error) => error.message);
          if (ended !== 'killed') break;
          // A write that was not complete, as a killed process leaves it.
          if (existsSync(`${job.file}.part`)) appendFileSync(`${job.file}.part`, 'x'.repeat(halfWritten));
        }
        if (!existsSync(job.file)) await exportFile(job, kept(), QUIET);

        expect(digestOf(job.file)).toBe(digestOf(whole.file));
        expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
      },
    ),
    { numRuns: 10 },
  );
});

it.each(['1.4', '1.2'] as const)(
  'writes FOCUS %s that the linter accepts and that adds up',
  async (version) => {
    const job = jobOf({ format: 'focus', version, gzip: true });

    const { rows } = await exportFile(job, kept(), QUIET);

    const result = await lint(job.file, { version });
    expect(result.findings.filter(({ rule }) => rule !== 'column-recommended')).toEqual([]);
    expect(result.rows).toBe(rows);
    const text = gunzipSync(readFileSync(job.file)).toString('utf8');
    const billed = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.slice(0, line.indexOf(',')));
    expect(total(billed)).toBe(dollars());
  },
);

it('writes NDJSON and Parquet of the same rows, amounts as exact decimals', async () => {
  const [ndjson, parquet] = [jobOf({ format: 'ndjson' }), jobOf({ format: 'parquet' })];

  await exportFile(ndjson, kept(), QUIET);
  await exportFile(parquet, kept(), QUIET);

  const lines = readFileSync(ndjson.file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string | null>);
  const file = await asyncBufferFromFile(parquet.file);
  const { schema } = await parquetMetadataAsync(file);
  // As the unscaled numbers that are in the file: the reader would make floating-point numbers of decimals.
  const metadata = await parquetMetadataAsync(file);
  for (const element of metadata.schema)
    if (element.converted_type === 'DECIMAL') delete element.converted_type;
  const rows = await parquetReadObjects({ file, metadata, utf8: false });
  expect(schema.find(({ name }) => name === 'amount_usd')).toMatchObject({
    converted_type: 'DECIMAL',
    precision: 38,
    scale: 18,
  });
  expect(
    rows.map(({ model, quantity, starting_at, amount_usd }) => [
      model,
      quantity,
      starting_at,
      exactOf(amount_usd),
    ]),
  ).toEqual(
    lines.map(({ model, quantity, starting_at, amount_usd }) => [
      model ?? null,
      quantity === null ? null : BigInt(quantity!),
      new Date(starting_at!),
      amount_usd ?? null,
    ]),
  );
  expect(total(lines.map(({ amount_usd }) => amount_usd!))).toBe(dollars());
});

/** The decimal of 16 bytes with 18 digits after the point. */
function exactOf(bytes: Uint8Array | null): string | null {
  if (bytes === null || bytes === undefined) return null;
  const unscaled = BigInt.asIntN(128, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
  return Big(unscaled.toString()).div(Big(10).pow(18)).toFixed();
}

it('writes amounts with more digits than a decimal of Parquet as texts', async () => {
  const [day] = days as [SpendDay];
  const amount = `-1.${'1'.repeat(17)}`;
  const job = jobOf({ format: 'parquet' });

  await exportFile(job, kept([{ ...day, cells: [{ ...day.cells[0]!, amount, list_amount: '-2' }] }]), QUIET);

  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(job.file) });
  expect(rows).toEqual([
    expect.objectContaining({ amount, list_amount: '-2', amount_usd: Big(amount).div(100).toFixed() }),
  ]);
});

it('writes texts that a spreadsheet would take for formulas as texts, and negative amounts as numbers', async () => {
  const [day] = days as [SpendDay];
  const cell = { ...day.cells[0]!, workspace_id: 'w', amount: '-150', list_amount: null };
  const source = {
    ...kept([{ ...day, cells: [cell] }]),
    about: async () => ({ ...about, workspaces: { w: '=HYPERLINK("http://evil")' } }),
  };
  const [csv, focus] = [jobOf(), jobOf({ format: 'focus' })];

  await exportFile(csv, source, QUIET);
  await exportFile(focus, source, QUIET);

  for (const { file } of [csv, focus]) {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`,"'=HYPERLINK(""http://evil"")",`);
    expect(text).toMatch(/(^|,)-1\.5,/m);
  }
  expect((await lint(focus.file, { version: '1.4' })).errors).toBe(0);
});

it('replaces a file with force alone, and refuses a part that another process writes', async () => {
  const job = jobOf();
  writeFileSync(job.file, 'mine');

  await expect(exportFile(job, kept(), QUIET)).rejects.toThrow(
    `${job.file} exists. Name another file, or replace it with --force.`,
  );
  expect(readFileSync(job.file, 'utf8')).toBe('mine');
  await exportFile({ ...job, force: true }, kept(), QUIET);
  expect(statSync(job.file).mode & 0o777).toBe(0o600);
  const other = jobOf();
  const state = { asked: '', about, next: FROM, bytes: 0, rows: 0, fits: true, pid: process.ppid };
  writeFileSync(`${other.file}.part.json`, JSON.stringify(state));
  await expect(exportFile(other, kept(), QUIET)).rejects.toThrow(
    `Process ${process.ppid} writes ${other.file}.part.`,
  );
  rmSync(`${other.file}.part.json`);
});

it.each(SPEND_FORMATS)('writes %s through no link, and for nobody else to read', async (format) => {
  const [job, victim] = [jobOf({ format }), join(folder, 'victim')];
  writeFileSync(victim, 'theirs');
  for (const end of ['.part', '.part.parquet']) symlinkSync(victim, `${job.file}${end}`);
  const state = { asked: JSON.stringify([format, '1.4', false, FROM, UNTIL, ...job.whose]), about };
  writeFileSync(
    `${job.file}.part.json`,
    JSON.stringify({ ...state, next: FROM, bytes: 0, rows: 0, fits: true, pid: process.pid }),
  );

  const { isContinued } = await exportFile(job, kept(), QUIET);

  expect([isContinued, readFileSync(victim, 'utf8')]).toEqual([false, 'theirs']);
  expect(statSync(job.file).mode & 0o777).toBe(0o600);
  const linked = jobOf({ format, force: true });
  symlinkSync(victim, linked.file);
  for (const file of [linked.file, folder, '/dev/null'])
    await expect(exportFile({ ...linked, file }, kept(), QUIET)).rejects.toThrow(
      `${file} is no regular file.`,
    );
});

it('continues for no other organization than the one that it began with', async () => {
  const job = jobOf();
  await expect(exportFile(job, failing(100), QUIET)).rejects.toThrow('killed');
  const other = { ...kept(), organization: async () => ({ id: 'org_other', name: 'Other' }) };

  await expect(exportFile(job, other, QUIET)).rejects.toThrow(
    'and the connection has a key of Other (org_other) now. To begin again, delete',
  );
  expect(await exportFile(job, kept(), QUIET)).toMatchObject({ isContinued: true });
});

it('begins again where something else is asked for, and says what is done already', async () => {
  const job = jobOf({ format: 'ndjson' });
  await exportFile(job, failing(100), QUIET).catch(() => undefined);
  const said: unknown[] = [];
  const watch = { begin: (...of: number[]) => said.push(of), advance: (by: number) => said.push(by) };

  await exportFile({ ...job, until: UNTIL - DAY_MS }, failing(0), watch).catch(() => undefined);
  await exportFile({ ...job, file: jobOf().file }, kept(), watch);

  expect(said.slice(0, 2)).toEqual([
    [DAYS - 1, 0],
    [DAYS, 0],
  ]);
  expect(said.slice(2).reduce((sum: number, by) => sum + (by as number), 0)).toBe(DAYS);
  for (const name of readdirSync(folder).filter((one) => one.includes('.part'))) rmSync(join(folder, name));
});
