import { connection } from '../database/support/connections.js';
import { admin } from './support/admin.js';
import { ENGINES, installation } from './support/installation.js';

describe.each(ENGINES)('tenants on %s', (engine) => {
  test('are listed and shown, with what is set for them', async () => {
    const { env, fill, store } = await installation(engine);
    await fill(3);
    await store.update(
      connection({
        tenantId: 't1',
        state: 'failing',
        problem: { code: 'key_rejected', message: 'Anthropic rejected the key.', fix: 'Replace it.' },
      }),
    );
    await admin(env, 'tenants', 'disable', '--tenant', 't0', '--reason', 'an incident');
    await admin(env, 'tenants', 'quota', '--tenant', 't2', '--budget', '30');
    await admin(env, 'tenants', 'read-only', '--tenant', 't2');

    const listed = await admin(env, 'tenants', 'list');
    const after = await admin(env, 'tenants', 'list', '--after', 't0', '--json');
    const disabled = await admin(env, 'tenants', 'list', '--disabled');
    const shown = await admin(env, 'tenants', 'show', '--tenant', 't2');

    expect(listed.stdout.split('\n')).toEqual([
      't0  disabled  1 active',
      't1  enabled   1 failing',
      't2  enabled   1 active   read-only, budget 30 requests per minute',
      '3 tenants.',
      '',
    ]);
    expect(JSON.parse(after.stdout)).toMatchObject({
      ok: true,
      more: false,
      tenants: [
        { tenant: 't1', state: 'enabled', connections: { failing: 1 }, readOnly: [] },
        { tenant: 't2', readOnly: ['anthropic'], quota: { throttle: null, budget: 30 }, auditEntries: 2 },
      ],
    });
    expect(disabled.stdout).toBe('t0  disabled  1 active\n1 tenant.\n');
    expect([shown.code, shown.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^t2 is enabled\.\n {2}connections: 1 active\n {2}read-only: anthropic\n {2}throttle: as for all \(PLATFORM_THROTTLE_PER_TENANT\)\n {2}budget: 30 requests per minute\n {2}audit: 2 entries\n {2}set: 20\S+Z\n$/,
      ),
    ]);
  });

  test('are set to read-only and back, told to their audit', async () => {
    const { env, fill, database } = await installation(engine);
    await fill(1);

    const on = await admin(env, 'tenants', 'read-only', '--tenant', 't0');
    const off = await admin(env, 'tenants', 'read-only', '--tenant', 't0', '--off');

    expect(on.stdout).toContain('read-only: anthropic\n');
    expect(off.stdout).toContain('read-only: no\n');
    const entries = await database.db
      .selectFrom('audit_entries')
      .select(['action', 'actor_id', 'details'])
      .orderBy('seq')
      .execute();
    expect(entries.map(({ details, ...rest }) => ({ ...rest, details: JSON.parse(details) }))).toEqual(
      [true, false].map((readOnly) => ({
        action: 'switches.moved',
        actor_id: null,
        details: { by: 'operator', connector: 'anthropic', readOnly },
      })),
    );
  });

  test('that nobody knows are not disabled by a typing error', async () => {
    const { env, fill } = await installation(engine);
    await fill(1);

    for (const word of ['show', 'disable', 'enable', 'read-only']) {
      const { code, stderr } = await admin(env, 'tenants', word, '--tenant', 'tO');
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('admin: Nothing matched: there is no tenant tO, as it has neither'),
      ]);
    }
  });

  test('have connections, which are listed by state and tenant', async () => {
    const { env, fill, store } = await installation(engine);
    await fill(3);
    await store.update(
      connection({
        tenantId: 't1',
        state: 'failing',
        checkedAt: '2026-05-01T00:00:00.000Z',
        problem: { code: 'key_rejected', message: 'Anthropic rejected the key.', fix: 'Replace it.' },
      }),
    );

    const failing = await admin(env, 'connections', 'list', '--state', 'failing');
    const ofTenant = await admin(env, 'connections', 'list', '--tenant', 't2', '--json');
    const none = await admin(env, 'connections', 'list', '--state', 'revoked');

    expect(failing.stdout).toMatch(
      /^t1 \/ default {2}anthropic {2}failing .* 2026-05-01T00:00:00.000Z {2}Anthropic rejected the key\.\n1 connection\.\n$/,
    );
    expect(JSON.parse(ofTenant.stdout)).toMatchObject({
      connections: [{ tenant: 't2', connector: 'anthropic', name: 'default', state: 'active' }],
      more: false,
    });
    expect(none.stdout).toBe('0 connections.\n');
  });
});

test.each([
  [['tenants', 'disable'], 'tenants disable takes --tenant <id>; see: tenants disable --help'],
  [
    ['tenants', 'show', '--tenant', ' '],
    '--tenant must be a text of 1 to 200 characters, without control characters and keys.',
  ],
  [
    ['tenants', 'disable', '--tenant', 'acme', '--reason', 'x'.repeat(201)],
    '--reason must be a text of 1 to 200 characters; example: the invoice of May is not paid',
  ],
  [['connections', 'list', '--state', 'gone'], '--state must be one of: pending, active, failing, revoked.'],
])('are refused with %j', async (args, message) => {
  const { code, stderr } = await admin({}, ...args);

  expect([code, stderr]).toEqual([2, `admin: ${message}\n`]);
});
