import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { fileWriter, parquetWriteRows } from 'hyparquet-writer';
import split2 from 'split2';
import { anew } from './part.js';
import type { ColumnKind, ExportRow, ExportTable } from '../table.js';

/** Digits after the point, and in all, of a decimal in 16 bytes. */
const SCALE = 18;
const PRECISION = 38;

const GROUP_ROWS = 20_000;

/** Whether an amount is a decimal of Parquet without losing a digit. */
export const fitsDecimal = (amount: string | number | null): boolean => {
  if (amount === null) return true;
  const [whole = '', fraction = ''] = String(amount).replace('-', '').split('.');
  return fraction.length <= SCALE && whole.length <= PRECISION - SCALE;
};

/**
 * Writes rows of NDJSON as Parquet, in memory of one row group.
 * @param asDecimals - whether amounts are decimals; texts otherwise
 * @returns the path of the file
 */
export async function writeParquet(
  part: string,
  { columns }: ExportTable,
  asDecimals: boolean,
): Promise<string> {
  const path = `${part}.parquet`;
  const kinds = columns.map(
    ([name, kind]) => [name, kind === 'decimal' && !asDecimals ? 'text' : kind] as const,
  );
  // The writer makes a file that everybody may read, and follows a link.
  await (await anew(path)).close();
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: rowsIn(part, kinds),
    columns: kinds.map(([name]) => ({ name })),
    schema: [
      { name: 'root', num_children: kinds.length },
      ...kinds.map(([name, kind]) => ({ name, ...TYPES[kind] })),
    ],
    rowGroupSize: GROUP_ROWS,
  });
  const written = await open(path, 'r+');
  await written.datasync().finally(() => written.close());
  return path;
}

type Schema = NonNullable<Parameters<typeof parquetWriteRows>[0]['schema']>[number];

const OPTIONAL = { repetition_type: 'OPTIONAL' } as const;

const TYPES: Readonly<Record<ColumnKind, Omit<Schema, 'name'>>> = {
  decimal: {
    ...OPTIONAL,
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    precision: PRECISION,
    scale: SCALE,
  },
  integer: { ...OPTIONAL, type: 'INT64' },
  text: { ...OPTIONAL, type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  time: { ...OPTIONAL, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

async function* rowsIn(
  part: string,
  kinds: readonly (readonly [string, ColumnKind])[],
): AsyncGenerator<Record<string, unknown>, void, undefined> {
  const lines = pipeline(createReadStream(part), split2(), () => {}) as AsyncIterable<string>;
  for await (const line of lines) {
    const row = JSON.parse(line) as ExportRow;
    yield Object.fromEntries(kinds.map(([name, kind]) => [name, valueOf(row[name] ?? null, kind)]));
  }
}

function valueOf(value: string | number | null, kind: ColumnKind): unknown {
  if (value === null) return null;
  if (kind === 'decimal') return unscaled(String(value));
  if (kind === 'integer') return BigInt(value);
  return kind === 'time' ? new Date(value) : String(value);
}

/** The digits of a decimal, as many after the point as the column has. */
function unscaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const digits = BigInt(`${whole}${fraction.padEnd(SCALE, '0')}`);
  return text.startsWith('-') ? -digits : digits;
}
