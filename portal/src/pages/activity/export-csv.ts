import { fetchResponse } from '../../api/request.js';
import { ApiProblem } from '../../api/api-problem.js';
import type { ProblemBody } from '../../api/api-problem.js';
import { csvLine, MARK } from '../../csv.js';
import { exportPath } from './audit-api.js';
import type { AuditEntry } from './audit-api.js';
import { runOf } from './audit-labels.js';
import type { AuditFilters } from './filters.js';

/** The columns in order. */
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
 * All matching entries as lines of JSON, each as it was hashed.
 * @throws ApiProblem or Unreachable
 */
export const auditAsLines = async (filters: AuditFilters): Promise<Blob> => (await exportOf(filters)).blob();

/**
 * All matching entries as a CSV file, converted from the NDJSON export.
 * @throws ApiProblem or Unreachable
 */
export async function auditAsCsv(filters: AuditFilters): Promise<Blob> {
  const { body } = await exportOf(filters);
  const parts = [MARK, csvLine([...COLUMNS, 'run', 'details'])];
  for await (const line of body ? linesOf(body) : []) parts.push(rowOf(JSON.parse(line) as AuditEntry));
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

async function exportOf(filters: AuditFilters): Promise<Response> {
  const response = await fetchResponse(exportPath(filters));
  if (!response.ok) throw new ApiProblem((await response.json()) as ProblemBody);
  return response;
}

const rowOf = (entry: AuditEntry): string =>
  csvLine([...COLUMNS.map((column) => entry[column]), runOf(entry) ?? null, JSON.stringify(entry.details)]);

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
