import { reach } from '../../api/request.js';
import { ApiProblem } from '../../api/api-problem.js';
import type { ProblemBody } from '../../api/problem-body.js';
import { exportPath } from './audit-api.js';
import type { AuditEntry } from './audit-entry.js';
import { csvLine } from './csv.js';
import type { Filters } from './filters.js';

/** The columns, in their order. */
const COLUMNS = [
  'seq',
  'at',
  'kind',
  'action',
  'actorId',
  'actorType',
  'connection',
  'code',
  'requestId',
  'upstreamRequestId',
  'durationMs',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

/**
 * All entries that fit, as a CSV file: made here, out of the lines that the platform sends.
 * @throws ApiProblem or Unreachable
 */
export async function auditAsCsv(filters: Filters): Promise<Blob> {
  const response = await reach(exportPath(filters));
  if (!response.ok || !response.body) throw new ApiProblem((await response.json()) as ProblemBody);
  // The mark tells spreadsheets that it is UTF-8.
  const parts = ['\ufeff', csvLine([...COLUMNS, 'details'])];
  for await (const line of linesOf(response.body)) parts.push(rowOf(JSON.parse(line) as AuditEntry));
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

const rowOf = (entry: AuditEntry): string =>
  csvLine([...COLUMNS.map((column) => entry[column]), JSON.stringify(entry.details)]);

async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void, undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
