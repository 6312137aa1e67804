import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The example of a host, compiled and running. */
export interface NestHost {
  /** Asks it something with the token of a member of staff. */
  ask(
    token: string,
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<[status: number, body: unknown]>;
  stop(): Promise<void>;
}

/**
 * Compiles the host and starts it in front of an Admin API.
 * @throws Error with what the compiler or the host said, where one of them fails.
 */
export async function startNestHost(apiUrl: string): Promise<NestHost> {
  const compiled = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'examples/nest-host'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  if (compiled.status !== 0) throw new Error(`the host does not compile:\n${compiled.stdout}`);
  const host = spawn(process.execPath, ['examples/nest-host/dist/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], PORT: '0', ANTHROPIC_BASE_URL: apiUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await Promise.race([
    once(createInterface(host.stdout), 'line'),
    once(host, 'exit').then(([code]) => Promise.reject(new Error(`the host ended with ${code}`))),
  ])) as [string];
  const url = line.replace('The host answers on ', '');
  return {
    ask: async (token, method, path, body, headers) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: body && JSON.stringify(body),
      });
      return [response.status, await response.json()];
    },
    stop: async () => {
      const ended = once(host, 'close');
      host.kill('SIGTERM');
      await ended;
    },
  };
}
