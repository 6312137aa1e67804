import type { ChildProcess } from 'node:child_process';

/** A process that was started. */
export interface StartedProcess {
  readonly child: ChildProcess;
  /** The end of what it has printed. */
  said(): string;
  readonly ended: Promise<unknown>;
}

/** What a process is started with. */
export interface StartOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node. */
  readonly flags?: readonly string[];
  /** Modules that are loaded first. */
  readonly preload?: readonly string[];
  readonly onLine?: (line: string) => void;
}

/** Processes that stop with their parent. */
export class Processes {
  start(script: string, options?: StartOptions): StartedProcess;
  kill(started: StartedProcess): Promise<void>;
  end(): Promise<void>;
}
