/** Why a command was not carried out, and what to do. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}

/** A command that was called wrongly. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
