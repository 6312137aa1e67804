import { signInLinkCommand } from '../../platform/src/admin/sign-in-link-command.js';
import { bootWith } from '../database/support/boot-stored.js';
import { SECRET, signedToken } from '../platform/support/tokens.js';
import { Browser } from '../portal/http/support/browser.js';
import { admin } from './support/admin.js';
import { ENGINES, installation, type Installation } from './support/installation.js';

const entriesOf = ({ database }: Installation, tenant: string) =>
  database.db
    .selectFrom('audit_entries')
    .select(['action', 'actor_id', 'details'])
    .where('tenant_id', '=', tenant)
    .orderBy('seq')
    .execute();

describe.each(ENGINES)('tokens on %s', (engine) => {
  test('are revoked one by one, listed, and told to the audit', async () => {
    const made = await installation(engine);

    const { code, stdout } = await admin(
      made.env,
      ...['tokens', 'revoke', '--tenant', 'acme', '--jti', 'stolen', '--unseen'],
    );
    await admin(made.env, 'tokens', 'revoke', '--tenant', 'acme');
    const listed = await admin(made.env, 'tokens', 'list', '--tenant', 'acme');
    const { stdout: json } = await admin(made.env, 'tokens', 'list', '--tenant', 'acme', '--json');

    expect([code, stdout]).toEqual([
      0,
      'Revoked the token stolen of acme, in every process within a second.\n',
    ]);
    expect(listed.stdout.split('\n')).toEqual([
      expect.stringMatching(/^tenant {2}acme {4}20\S+Z {2}by the operator$/),
      expect.stringMatching(/^token {3}stolen {2}20\S+Z {2}by the operator$/),
      '2 revocations.',
      '',
    ]);
    expect(JSON.parse(json)).toEqual({
      ok: true,
      more: false,
      revocations: [
        { kind: 'tenant', id: null, revoked_at: expect.any(String), revoked_by: null },
        { kind: 'token', id: 'stolen', revoked_at: expect.any(String), revoked_by: null },
      ],
    });
    expect((await admin(made.env, 'tokens', 'list', '--tenant', 'globex')).code).toBe(1);
    const entries = await entriesOf(made, 'acme');
    expect(entries.map(({ details, ...rest }) => ({ ...rest, details: JSON.parse(details) }))).toEqual([
      {
        action: 'tokens.revoked',
        actor_id: null,
        details: { by: 'operator', id: 'stolen', of: 'token' },
      },
      { action: 'tokens.revoked', actor_id: null, details: { by: 'operator', of: 'tenant' } },
    ]);
  });

  test('of a subject are refused by the running platform, and its sessions end', async () => {
    const { env } = await installation(engine);
    const shared = { ...env, PLATFORM_JWT_SECRET: SECRET };
    const platform = await bootWith(shared);
    const browser = new Browser(platform.url);
    await browser.open(await signInLinkCommand([], shared));
    const authorization = `Bearer ${await signedToken({ sub: 'demo', iat: Math.floor(Date.now() / 1000) })}`;
    const asked = async () => (await platform.call('/connections', { headers: { authorization } })).status;
    expect([await asked(), (await browser.ask('/v1/audit')).status]).toEqual([200, 200]);

    const { stdout } = await admin(env, 'tokens', 'revoke', '--tenant', 'acme', '--sub', 'demo');

    expect(stdout).toBe(
      'Revoked all tokens of acme / demo that were issued until now, in every process within a second.\nEnded 1 session.\n',
    );
    expect((await browser.ask('/v1/audit')).status).toBe(401);
    while ((await asked()) !== 401);
  });
});

test.each([
  [['revoke'], 'tokens revoke takes --tenant <id>; see: tokens revoke --help'],
  [['list'], 'tokens list takes --tenant <id>; see: tokens list --help'],
  [['revoke', '--sub', 'ada'], 'tokens revoke takes --tenant <id>; see: tokens revoke --help'],
  [
    ['revoke', '--tenant', 'acme', '--sub', 'ada', '--jti', 'one'],
    'tokens revoke takes --sub or --jti, not both; see: tokens revoke --help',
  ],
  [
    ['revoke', '--tenant', 'acme', '--jti', 'a'.repeat(201)],
    '--jti must be a text of 1 to 200 characters, without control characters and keys.',
  ],
  [
    ['revoke', '--tenant', ' '],
    '--tenant must be a text of 1 to 200 characters, without control characters and keys.',
  ],
])('are not revoked by %j', async (args, message) => {
  const { code, stderr } = await admin({}, 'tokens', ...args);

  expect([code, stderr]).toEqual([2, `admin: ${message}\n`]);
});
