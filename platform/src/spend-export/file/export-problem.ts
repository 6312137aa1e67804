/** Why a file is not written, and what to do. */
export class ExportProblem extends Error {
  override readonly name = 'ExportProblem';
}
