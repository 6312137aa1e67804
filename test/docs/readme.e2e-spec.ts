import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { freePort } from '../../scripts/free-port.mjs';
import type { AnthropicConnector, Failure, Success } from '../../src/index.js';
import { complaintsAbout } from '../support/compiler.js';
import { codeBlocks, moduleOf } from '../support/markdown.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const shell = codeBlocks('README.md', 'sh');

describe('the TypeScript of the README', () => {
  const shown = ['app', 'connector', 'saved', 'admins', 'refused', 'everybody', 'names'];
  const source = (apiKey: string, adminId: string): string =>
    moduleOf(
      codeBlocks('README.md', 'ts'),
      `const apiKey = '${apiKey}';\nconst adminId = '${adminId}';`,
      shown,
    );

  it('compiles', () => {
    expect(complaintsAbout('test/docs', [source('key', 'user_1')])).toEqual([[]]);
  });

  it('runs as it stands', async () => {
    const simulator = await createSimulator();
    process.env['ANTHROPIC_BASE_URL'] = simulator.url;
    const folder = new URL('./.generated/', import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL('readme.ts', folder), source(DEMO_ADMIN_KEY, simulator.demo.adminUserId));

    const ran = (await import('./.generated/readme.js' as string)) as {
      app: { close(): Promise<void> };
      connector: AnthropicConnector;
      saved: { status: string };
      admins: Success<{ data: object[] }>;
      refused: Failure;
      everybody: Success<{ data: object[]; has_more: boolean }>;
      names: string[];
    };
    await ran.app.close();
    await simulator.close();
    delete process.env['ANTHROPIC_BASE_URL'];
    rmSync(folder, { recursive: true });
    delete process.env['ANTHROPIC_BASE_URL'];

    expect([ran.saved.status, ran.admins.ok, ran.everybody.data.has_more]).toEqual(['saved', true, false]);
    expect(ran.refused.error.limitation?.alternative).toEqual({
      actionId: 'users_update',
      input: { user_id: simulator.demo.adminUserId, role: 'user' },
    });
    expect(ran.names).toContain('Production');
  });
});

describe('the shell of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  let started: ChildProcess;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const [PORT, SIMULATOR_PORT] = [String(await freePort()), String(await freePort())];
    environment = { ...process.env, PORT, SIMULATOR_PORT, DATA_DIR: folder, LOG_LEVEL: 'silent' };
    started = spawn('node', ['scripts/start.mjs'], { cwd: ROOT, env: environment });
    let output = '';
    for await (const chunk of started.stdout!) {
      output += String(chunk);
      if (output.includes('Ctrl-C')) break;
    }
  }, 120_000);
  afterAll(async () => {
    started.kill('SIGINT');
    if (started.exitCode === null) await once(started, 'exit');
    rmSync(folder, { recursive: true });
  });

  /** Runs a block in the same shell state as the blocks that set variables before it. */
  const run = (block: string): unknown => {
    const setUp = shell
      .find((one) => one.startsWith('TOKEN='))!
      .split('\n')
      .slice(0, 2)
      .join('\n');
    const script = `${block.startsWith('TOKEN=') ? '' : setUp}\n${block}`.replaceAll(
      ':3000',
      `:${environment['PORT']}`,
    );
    return JSON.parse(execFileSync('sh', ['-ec', script], { cwd: ROOT, env: environment, encoding: 'utf8' }));
  };
  const block = (words: string): string => shell.find((one) => one.includes(words))!;

  it('starts with the command that starts everything', () => {
    expect(shell[0]).toBe('npm install && npm start\n');
    expect(shell.at(-1)).toBe('npm install && npm test\n');
  });

  it('connects, runs an action and shows a limitation, as it stands', () => {
    const connected = run(block('PUT'));
    const listed = run(block('users_list'));
    const limited = run(block('api_keys_delete'));

    expect(connected).toMatchObject({ state: 'active', organization: { name: expect.any(String) } });
    expect(listed).toMatchObject({
      ok: true,
      data: { data: expect.arrayContaining([expect.objectContaining({ role: 'admin' })]) },
    });
    expect(limited).toMatchObject({
      status: 409,
      code: 'limited_operation',
      error: { limitation: { alternative: { actionId: 'api_keys_update', input: { status: 'archived' } } } },
    });
  });
});
