import type { Progress } from './progress.js';

/** What a command has to say: in words, and for scripts. */
export interface Report {
  /** False where something is wrong or was refused; the exit code tells. */
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** Printed with `--json`, beside `ok`. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Why a command was not carried out, and what to do. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}

/** A command that was called wrongly. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An option of a command, as `parseArgs` takes it, with what help says of it. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly help: string;
  /** What stands for the value in help, such as `<number>`. */
  readonly value?: string;
}

/** What a command is called with. */
export interface Call {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

/** One command of the operator. */
export interface AdminCommand {
  /** The words that call it, such as `keys add`. */
  readonly name: string;
  /** What must follow, such as `<id>`. */
  readonly operands?: readonly string[];
  readonly summary: string;
  /** What else help says. */
  readonly help?: string;
  readonly options?: Readonly<Record<string, CommandOption>>;
  run(call: Call): Promise<Report>;
}
