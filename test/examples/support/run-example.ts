import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const EXAMPLES = new URL('../../../examples/', import.meta.url);
const PATIENCE_MS = 60_000;

/** Runs a script of the examples as a stranger does, with these variables alone; gives the lines that it prints. */
export async function runExample(
  script: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<string[]> {
  const file = fileURLToPath(new URL(script, EXAMPLES));
  const running = promisify(execFile)(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    timeout: PATIENCE_MS,
  });
  const { stdout } = await running.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    throw new Error(`${script} failed after saying:\n${stdout}${stderr}`);
  });
  return stdout.trimEnd().split('\n');
}
