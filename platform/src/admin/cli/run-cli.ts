import { withSecretFiles } from '../../config/secret-files.js';
import { maskKeys } from '../../security/text.js';
import { UsageError, type AdminCommand, type Report } from './admin-command.js';
import { runProgram } from './program.js';
import { progressOn } from './progress.js';

/** Where a command reads its settings and writes its output. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WriteStream;
  /** What a text says about commands, in the words of who called; unchanged if omitted. */
  readonly inWords?: (text: string) => string;
}

/** Runs the command that arguments name, and returns the exit code: 0 done, 1 refused or something is wrong, 2 invalid arguments. */
export async function runCli(
  commands: readonly AdminCommand[],
  args: readonly string[],
  { env, stdout, stderr, inWords = (text) => text }: Surroundings,
): Promise<number> {
  // Output may repeat names that others have chosen: a key that was pasted into one is not printed.
  const masked = (text: string): string => maskKeys(inWords(text));
  const print = (text: string, made?: string): void =>
    void stdout.write(made === undefined ? masked(text) : text.split(made).map(masked).join(made));
  const progress = progressOn(stderr);
  let ok = true;
  try {
    await runProgram(commands, args, print, async (command, { json, ...call }) => {
      const report = await command.run({ ...call, env: withSecretFiles(env), progress });
      ok = report.ok;
      print(`${json ? asJson(report) : report.lines.join('\n')}\n`, report.made);
    });
    return ok ? 0 : 1;
  } catch (error) {
    progress.end();
    const message = error instanceof Error ? error.message : String(error);
    stderr.write(maskKeys(inWords(`admin: ${message}\n`)));
    if (args.includes('--json')) print(`${asJson({ ok: false, json: { error: message } })}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

const asJson = ({ ok, json }: Pick<Report, 'ok' | 'json'>): string =>
  JSON.stringify({ ok, ...json }, undefined, 2);
