/** What a command has to say: in words, and for scripts. */
export interface Report {
  /** False where something is wrong or was refused; the exit code tells. */
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** Printed with `--json`, beside `ok`. */
  readonly json: Readonly<Record<string, unknown>>;
}
