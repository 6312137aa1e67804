import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '../../platform/src/admin/commands.js';
import { admin } from './support/admin.js';

const KEY = 'kf3Jp0W1cVt7mZ2yQb8xL5nRs9uAaDeG4hIiJjKkLl0=';

describe('npm run admin', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('lists all commands', async () => {
    const { code, stdout } = await admin({}, '--help');

    expect(code).toBe(0);
    expect(COMMANDS.filter(({ name }) => !stdout.includes(`  ${name} `))).toEqual([]);
  });

  test.each(COMMANDS.map(({ name }) => name))('tells how %s is called', async (name) => {
    const { code, stdout } = await admin({}, ...name.split(' '), '--help');

    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^Usage: npm run -s admin -- ${name} .*\n\n[A-Z].*[^]*--json[^]*--help[^]*\nExamples:\n  npm run -s admin -- ${name}[^]*\nExit codes: 0 done, 1 refused,`,
      ),
    );
  });

  test('lists the commands of a group', async () => {
    const { code, stdout } = await admin({}, 'keys', '--help');

    expect([code, stdout.includes('keys add'), stdout.includes('audit verify')]).toEqual([0, true, false]);
  });

  test.each([
    [[], 'Name a command. There are: keys list,'],
    [['keys'], 'There is no command "keys". There are: keys list,'],
    [['keys', 'rotate'], 'There is no command "keys rotate". There are: keys list,'],
    [['nope', '--help'], 'There is no command "nope".'],
    [[KEY], 'There is no command of that name.'],
    [['keys', 'add'], 'keys add takes <id>; see: keys add --help'],
    [['keys', 'list', 'k1'], 'keys list takes no name; see: keys list --help'],
    [['keys', 'list', `--${KEY}`], 'keys list takes --json, --help; see: keys list --help'],
    [['keys', 'rewrap', '--batch', '0'], '--batch must be a whole number from 1 to 1000, such as 100.'],
    [['keys', 'rewrap', '--batch', KEY], '--batch must be a whole number from 1 to 1000, such as 100.'],
    [['keys', 'create', 'k1'], 'Set CREDENTIAL_KEYS_FILE to where the keyring file is to be'],
  ])('exits with 2 and one clear line when called as %j', async (args, message) => {
    const { code, stdout, stderr } = await admin({}, ...args);

    expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    expect(stderr).toContain(`admin: ${message}`);
    expect(stderr).not.toContain(KEY);
  });

  test('makes neither a keyring nor a database where there is none', async () => {
    const calls = [
      ['keys', 'list'],
      ['keys', 'rewrap'],
      ['keys', 'add', 'k2'],
      ['doctor'],
      ['audit', 'verify'],
    ];

    const said = await Promise.all(calls.map((args) => admin({ DATA_DIR: folder }, ...args)));

    expect(said.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
    expect(said[0]?.stderr).toMatch(/^admin: There is no keyring\. Set CREDENTIAL_KEYS_FILE/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('says in JSON what went wrong', async () => {
    const { code, stdout } = await admin(
      { DATA_DIR: folder, NODE_ENV: 'production' },
      'keys',
      'list',
      '--json',
    );

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error:
        'There is no keyring. Set CREDENTIAL_KEYS_FILE, CREDENTIAL_KEYS or the variables of a key service as they are set for the platform.',
    });
  });
});
