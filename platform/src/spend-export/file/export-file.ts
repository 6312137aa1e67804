import { lstatSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FocusVersion } from 'anthropic-admin-connector';
import { linesOf, type Lines } from '../lines.js';
import { DAY_MS, type SpendAbout, type SpendDay, type SpendSource } from '../source.js';
import { tableOf, type ExportTable, type SpendFormat } from '../table.js';
import { ExportProblem } from './export-problem.js';
import { fitsDecimal, writeParquet } from './parquet-file.js';
import { Part } from './part.js';

/** What is written, and where. Times are the starts of days, epoch milliseconds; the last one is exclusive. */
export interface FileExport {
  readonly file: string;
  readonly format: SpendFormat;
  readonly version: FocusVersion;
  readonly gzip: boolean;
  /** Whether a file that exists is replaced. */
  readonly force: boolean;
  readonly from: number;
  readonly until: number;
  /** The moment whose figures are asked for, epoch milliseconds. */
  readonly asOf?: number | undefined;
  /** Whose spend it is. */
  readonly whose: readonly string[];
}

/** What is shown meanwhile. */
export interface ExportWatch {
  /** Once: days in all, and those that an earlier run has written. */
  begin(days: number, written: number): void;
  advance(days: number): void;
}

/** What was written. */
export interface Exported {
  readonly rows: number;
  readonly isContinued: boolean;
  /** The days that are from a ledger, and the moment. */
  readonly kept?: SpendAbout['kept'];
}

/** Rows that are written at once; with gzip each such piece can be unpacked alone. */
const PIECE_ROWS = 5_000;
const packed = promisify(gzip);

/**
 * Writes a file of spend, day by day, in memory of one day. It is written beside, and put in its place when it is whole. A
 * run that is killed is continued by the next one with the same question, to the same bytes.
 * @throws ExportProblem for a file that exists or cannot be written; and what the source throws.
 */
export async function exportFile(
  job: FileExport,
  source: SpendSource,
  watch: ExportWatch,
): Promise<Exported> {
  const { file, format, version, from, until } = job;
  refuseExisting(job);
  const asked = JSON.stringify([format, version, job.gzip, from, until, job.asOf, ...job.whose]);
  const part = await Part.open(file, asked, from, () => source.about({ from, until }));
  try {
    if (part.isContinued) requireSame(file, part.state.about.organization, await source.organization());
    const table = tableOf(format, version, part.state.about);
    const lines = linesOf(table, format);
    watch.begin((until - from) / DAY_MS, (part.state.next - from) / DAY_MS);
    if (part.state.bytes === 0) await part.append(pieces(job, [lines.header]), () => ({}));
    for await (const day of source.days(part.state.next, until, part.state.about))
      await append(job, part, table, lines, day, watch);
    watch.advance((until - part.state.next) / DAY_MS);
    refuseExisting(job);
    const { rows, fits, about } = part.state;
    await part.finish(file, format === 'parquet' ? await writeParquet(part.path, table, fits) : undefined);
    return { rows, isContinued: part.isContinued, kept: about.kept };
  } catch (error) {
    await part.close().catch(() => {});
    throw error;
  }
}

/** A part continues for the organization that it began with: the connection may have another key by now. */
function requireSame(file: string, begun: SpendAbout['organization'], now: SpendAbout['organization']): void {
  if (begun.id === now.id) return;
  throw new ExportProblem(
    `${file}.part was begun for the organization ${begun.name} (${begun.id}), and the connection has a key of ${now.name} (${now.id}) now. To begin again, delete ${file}.part.json.`,
  );
}

async function append(
  job: FileExport,
  part: Part,
  table: ExportTable,
  lines: Lines,
  { at, cells }: SpendDay,
  watch: ExportWatch,
): Promise<void> {
  let { rows, fits } = part.state;
  const texts = function* (): Generator<string, void, undefined> {
    for (const cell of cells) {
      const row = table.rowOf(cell);
      if (!row) continue;
      rows += 1;
      fits &&= table.columns.every(([name, kind]) => kind !== 'decimal' || fitsDecimal(row[name] ?? null));
      yield lines.line(row);
    }
  };
  const before = part.state.next;
  await part.append(pieces(job, texts()), () => ({ rows, fits, next: at + DAY_MS }));
  watch.advance((part.state.next - before) / DAY_MS);
}

async function* pieces(
  { gzip: isPacked, format }: FileExport,
  lines: Iterable<string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const piece = (texts: readonly string[]): Promise<Uint8Array> | Uint8Array => {
    const bytes = Buffer.from(texts.join(''));
    return isPacked && format !== 'parquet' ? packed(bytes) : bytes;
  };
  let texts: string[] = [];
  for (const line of lines) {
    if (line !== '') texts.push(line);
    if (texts.length < PIECE_ROWS) continue;
    yield await piece(texts);
    texts = [];
  }
  if (texts.length > 0) yield await piece(texts);
}

function refuseExisting({ file, force }: FileExport): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isFile())
    throw new ExportProblem(
      `${file} is no regular file. Name a file that is not there yet, such as november.csv.`,
    );
  if (!force) throw new ExportProblem(`${file} exists. Name another file, or replace it with --force.`);
}
