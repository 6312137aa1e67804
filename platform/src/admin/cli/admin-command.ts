import type { Option } from 'commander';
import type { Progress } from './progress.js';

/** The result of a command, as text and for scripts. */
export interface Report {
  /** False where something is wrong or was refused; the exit code is 1 then. */
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** Printed with `--json`, beside `ok`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** A token that the command has made: it is printed as it is, this once. */
  readonly made?: string;
}

/** Why a command was not carried out, and what to do. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}

/** A command that was called with invalid arguments. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a command is called with. */
export interface Call {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

/** One command of the operator. */
export interface AdminCommand {
  /** Its name on the command line, such as `keys add`. */
  readonly name: string;
  /** Required arguments, such as `<id>`. */
  readonly operands?: readonly string[];
  readonly summary: string;
  /** Further explanation in the help text. */
  readonly help?: string;
  readonly options?: readonly Option[];
  /** Calls of it, without the program's name, for the help text. */
  readonly examples: readonly string[];
  run(call: Call): Promise<Report>;
}
