import { pipeline, type Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import type { Cell } from '../row.js';
import { MAX_ROW_BYTES, type ReadEvent } from './event.js';

/** Where a row may have an empty field in quotes; within a field with quotes it need not be one. */
const EMPTY_QUOTES = /(^|,)""(,|\r?\n?$)/;

const OPTIONS = { relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_ROW_BYTES };

/** Reads CSV (RFC 4180). An empty field is null, an empty field in quotes is an empty text. */
export async function* readCsv(input: Readable): AsyncGenerator<ReadEvent, void, undefined> {
  const parser = parse({ ...OPTIONS, bom: true, raw: true });
  pipeline(input, parser, () => {});
  let width = -1;
  let number = 0;
  try {
    for await (const { raw, record } of parser as AsyncIterable<{ raw: string; record: string[] }>) {
      if (width < 0) {
        width = record.length;
        yield { kind: 'header', names: record };
        continue;
      }
      number += 1;
      const cells = EMPTY_QUOTES.test(raw) ? exactCells(raw) : record.map((text) => text || null);
      const misfit =
        cells.length === width ? undefined : `The row has ${cells.length} fields, the header ${width}.`;
      yield { kind: 'row', number, cells, ...(misfit && { misfit }) };
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    yield { kind: 'broken', number: number + 1, message: explain(error) };
  }
}

/** The fields of a row with what is in quotes. To ask the parser for it takes ten times as long, so not for every row. */
const exactCells = (raw: string): Cell[] =>
  (
    parseText(raw, {
      ...OPTIONS,
      cast: (text, { quoting }) => (text === '' && !quoting ? null : text),
    }) as unknown as Cell[][]
  )[0] ?? [];

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && /^(CSV_|INVALID_)/.test(String((error as CsvError).code));

/** What is wrong. The parser's own text repeats the row. */
function explain({ code, lines }: CsvError): string {
  const where = typeof lines === 'number' ? ` at line ${lines}` : '';
  if (code === 'CSV_MAX_RECORD_SIZE')
    return `A row is longer than ${MAX_ROW_BYTES} bytes${where}; check for a quote that is not closed.`;
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return `A quote is not closed${where}; write a quote within a field twice ("").`;
  return `The file is not CSV${where} (${code}); put a field with quotes, commas or line breaks in quotes.`;
}
