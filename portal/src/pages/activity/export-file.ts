import { fetchResponse } from '../../api/request.js';
import { ApiProblem } from '../../api/api-problem.js';
import type { ProblemBody } from '../../api/api-problem.js';
import { MARK } from '../../csv.js';
import { exportPath } from './audit-api.js';
import type { ExportFormat } from './audit-api.js';
import type { AuditFilters } from './filters.js';

/**
 * All matching entries as a file of the platform: lines of JSON, each as it was hashed, or CSV for spreadsheets.
 * @throws ApiProblem or Unreachable
 */
export async function auditFile(filters: AuditFilters, format: ExportFormat): Promise<Blob> {
  const response = await fetchResponse(exportPath(filters, format));
  if (!response.ok) throw new ApiProblem((await response.json()) as ProblemBody);
  const file = await response.blob();
  return format === 'csv' ? new Blob([MARK, file], { type: file.type }) : file;
}
