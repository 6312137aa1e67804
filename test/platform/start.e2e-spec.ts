import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { freePort } from '../../scripts/free-port.mjs';
import { Browser } from '../portal/http/support/browser.js';
import { childrenOf, listens, nextSteps, npmStart, ready, start, type Started } from './support/started.js';
import { until } from './support/until.js';

// The first of these tests may have to build everything.
jest.setTimeout(180_000);

let DATA_DIR: string;
let PORT: string;
let SIMULATOR_PORT: string;
let started: Started;

async function newPlace(): Promise<void> {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'start-'));
  [PORT, SIMULATOR_PORT] = [String(await freePort()), String(await freePort())];
}

async function cleanUp(): Promise<void> {
  started.process.kill('SIGTERM');
  await started.ended;
  rmSync(DATA_DIR, { recursive: true });
}

const env = (): NodeJS.ProcessEnv => ({ DATA_DIR, PORT, SIMULATOR_PORT, LOG_LEVEL: 'warn' });
const nobodyListens = async (): Promise<boolean> =>
  !(await listens(Number(PORT))) && !(await listens(Number(SIMULATOR_PORT)));

/** What the next steps print beside a platform that runs. */
async function steps(...args: string[]): Promise<string> {
  const { ended, output } = nextSteps(env(), args);
  expect(await ended).toBe(0);
  return output();
}

describe('one start', () => {
  beforeAll(async () => {
    await newPlace();
    started = start({ ...env(), LOG_LEVEL: '' }, ['--seed', 'large']);
    await ready(started);
  });
  afterAll(cleanUp);

  it('prints the link first and short, then four lines', () => {
    const { output } = started;
    const [, printed = ''] = /(\n {2}http.*)$/s.exec(output()) ?? [];
    const [link, ...lines] = printed.split('\n').filter(Boolean);

    expect(output()).toBe(printed);
    expect(link).toMatch(new RegExp(`^ {2}http://127\\.0\\.0\\.1:${PORT}/#/sign-in\\?code=[\\w-]{43}$`));
    expect(lines).toEqual([
      'The link works once, for 15 minutes; `npm run -s sign-in-link` prints another.',
      `Admin key to save there: ${DEMO_ADMIN_KEY}`,
      'Policies are watched: they refuse nothing. `npm start -- --governed` puts them in force.',
      '`npm run -s next-steps` prints curl commands with a token. Ctrl-C stops everything.',
    ]);
  });

  it('simulates the organization of the given seed', async () => {
    const users = await fetch(`http://127.0.0.1:${SIMULATOR_PORT}/v1/organizations/users?limit=1000`, {
      headers: { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' },
    });

    expect(await users.json()).toMatchObject({ data: { length: 300 } });
  });

  it('has three commands as next steps that work as printed', async () => {
    const commands = (await steps()).match(/^curl .*$/gm) ?? [];
    const answers = commands.map((command) =>
      JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' })),
    );

    expect(answers).toMatchObject([
      { name: 'default', state: 'active', organization: { name: 'Acme Robotics' } },
      { ok: true, actionId: 'users_list', data: { data: { length: 5 } } },
      {
        code: 'limited_operation',
        error: {
          limitation: { alternative: { actionId: 'api_keys_update', input: { status: 'archived' } } },
        },
      },
    ]);
  });

  it('prints a link that opens the portal and signs in, and so does a command beside it', async () => {
    const [, link = ''] = /^ {2}(http\S+)$/m.exec(started.output()) ?? [];
    const page = await fetch(link);
    const session = await new Browser(new URL(link).origin).open(link);
    const another = execFileSync(process.execPath, ['scripts/run.mjs', 'sign-in-link', '--sub', 'ada'], {
      encoding: 'utf8',
      env: { ...process.env, ...env() },
    });
    const second = await new Browser(new URL(link).origin).open(another.trim());

    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${PORT}/#/sign-in\\?code=[\\w-]{43}$`));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
    expect(session.body).toMatchObject({ signed_in: true, tenant: 'acme', subject: 'demo' });
    expect(second.body).toMatchObject({ signed_in: true, tenant: 'acme', subject: 'ada' });
  });

  it('has a link for a second person as a next step', async () => {
    const link = / another browser profile:\n(http\S+)\n$/.exec(await steps())?.[1] ?? '';

    const { body } = await new Browser(new URL(link).origin).open(link);

    expect(body).toMatchObject({ signed_in: true, tenant: 'acme', subject: 'second-person' });
  });

  it('records what was there before a write, which undo needs', async () => {
    const [list = ''] = (await steps()).match(/^curl .*users_list.*$/gm) ?? [];
    const run = (command: string) => JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' }));
    const { data } = run(list) as { data: { data: { id: string; role: string }[] } };
    const { id, role } = data.data.find((one) => one.role !== 'admin')!;
    const input = { user_id: id, role: role === 'user' ? 'developer' : 'user' };
    run(
      list
        .replace('users_list', 'users_update')
        .replace(/-d '.*'/, `-d '${JSON.stringify({ connection: 'default', input })}'`),
    );
    const audit = list
      .replace(/-X POST/, '')
      .replace(/-d '.*'/, '')
      .replace(/\/v1\/\S+/, '/v1/audit?action=users_update');

    const { data: entries } = run(audit) as { data: { kind: string; details: object }[] };

    expect(entries.find(({ kind }) => kind === 'intent')?.details).toMatchObject({ before: { id, role } });
  });

  it('ends all of it on Ctrl-C', async () => {
    started.process.kill('SIGINT');

    expect(await started.ended).toBe(0);
    expect(await nobodyListens()).toBe(true);
  });
});

describe('a start of its own', () => {
  beforeEach(newPlace);
  afterEach(cleanUp);

  it.each([
    ['the simulator', 0],
    ['the platform', 1],
  ])('ends all of it, and says so, when %s crashes', async (_, which) => {
    started = start(env());
    await ready(started);

    process.kill(childrenOf(started.process.pid)[which] ?? 0, 'SIGKILL');

    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/The (simulator|platform) ended, and so does the rest\.\n$/);
    expect(await nobodyListens()).toBe(true);
  });

  it('ends all of it on Ctrl-C in a terminal, which goes to npm and to all below it', async () => {
    started = npmStart(env());
    await ready(started);

    process.kill(-started.process.pid!, 'SIGINT');
    await started.ended;

    await until(nobodyListens);
  });

  it('ends all of it when npm alone gets a SIGTERM', async () => {
    started = npmStart(env());
    await ready(started);

    started.process.kill('SIGTERM');
    await started.ended;

    await until(nobodyListens);
  });

  it('leaves nothing behind when it is killed without a word', async () => {
    started = start(env());
    await ready(started);

    started.process.kill('SIGKILL');
    await started.ended;

    await until(nobodyListens);
  });

  it.each([
    ['PORT', () => PORT],
    ['SIMULATOR_PORT', () => SIMULATOR_PORT],
  ])('says which port is in use, and that %s changes it', async (variable, portOf) => {
    const port = Number(portOf());
    const squatter = createServer().listen(port, '127.0.0.1');

    started = start(env());

    expect(await started.ended).toBe(1);
    expect(started.output()).toBe(
      `Port ${port} of 127.0.0.1 is in use. Set ${variable} to another one: ${variable}=${port + 1} npm start\n`,
    );
    squatter.close();
  });

  it.each([
    [{ PORT: 'http' }, /^PORT must be a whole number from 1 to 65535, such as 3000; it is "http"\.\n$/],
    [
      { LOG_LEVEL: 'loud' },
      /LOG_LEVEL must be one of trace, .*\n.*The platform ended, and so does the rest\.\n$/s,
    ],
    [
      { NODE_ENV: 'production' },
      /Production requires its own keys.*The platform ended, and so does the rest\.\n$/s,
    ],
  ])('does not start with %j, and leaves nothing running', async (wrong, message) => {
    started = start({ ...env(), ...wrong });

    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(message);
    expect(await nobodyListens()).toBe(true);
  });

  it('has no next steps before it is started', async () => {
    started = nextSteps(env());

    expect(await started.ended).toBe(1);
    expect(started.output()).toBe(
      `next-steps: Nothing answers on http://127.0.0.1:${PORT}. Run npm start first, with the same HOST and PORT.\n`,
    );
  });

  it('starts the platform alone where it is live', async () => {
    started = start({ ...env(), ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' }, ['--live']);
    await ready(started);

    expect(started.output()).toContain(
      `The platform runs on http://127.0.0.1:${PORT} and sends requests to http://127.0.0.1:9: changes are real.`,
    );
    expect(await steps('--live')).toContain(
      `curl -sS -X PUT http://127.0.0.1:${PORT}/v1/connectors/anthropic/`,
    );
    expect(childrenOf(started.process.pid)).toHaveLength(1);
    expect(await listens(Number(SIMULATOR_PORT))).toBe(false);
  });
});
