import { maskKeys } from '../../security/text.js';
import { UsageError, type AdminCommand, type Report } from './admin-command.js';
import { commandHelp, listHelp } from './help.js';
import { parseCall } from './parse-call.js';
import { progressOn } from './progress.js';

/** Where a command reads its settings and writes what it has to say. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Carries out what was typed, and gives the exit code: 0 done, 1 refused or something is wrong, 2 called wrongly. */
export async function runCli(
  commands: readonly AdminCommand[],
  args: readonly string[],
  { env, stdout, stderr }: Surroundings,
): Promise<number> {
  // Whatever commands say of what others have written: a key that strayed into a name is not printed.
  const print = (lines: readonly string[]): void => void stdout.write(maskKeys(`${lines.join('\n')}\n`));
  const progress = progressOn(stderr);
  try {
    const wanted = parseCall(commands, args);
    if ('help' in wanted) {
      const [only, ...more] = wanted.help;
      print(only !== undefined && more.length === 0 ? commandHelp(only) : listHelp(wanted.help));
      return 0;
    }
    const report = await wanted.command.run({ ...wanted.call, env, progress });
    print(wanted.json ? [printed(report)] : report.lines);
    return report.ok ? 0 : 1;
  } catch (error) {
    progress.end();
    const message = error instanceof Error ? error.message : String(error);
    stderr.write(maskKeys(`admin: ${message}\n`));
    if (args.includes('--json')) print([printed({ ok: false, lines: [], json: { error: message } })]);
    return error instanceof UsageError ? 2 : 1;
  }
}

const printed = ({ ok, json }: Report): string => JSON.stringify({ ok, ...json }, undefined, 2);
