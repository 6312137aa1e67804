import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { signInLinkCommand } from '../../platform/src/admin/sign-in-link-command.js';
import { TENANTS_KEPT_MS } from '../../platform/src/tenants/tenants.js';
import { admin } from '../admin/support/admin.js';
import { ENGINES, installation } from '../admin/support/installation.js';
import { bootWith } from '../database/support/boot-stored.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { problem } from '../platform/support/problems.js';
import { SECRET, signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { Browser } from '../portal/http/support/browser.js';

/** A platform over an installation, and the variables of both. */
async function booted(engine: (typeof ENGINES)[number], more: Record<string, string> = {}) {
  const made = await installation(engine);
  const env = { ...made.env, PLATFORM_JWT_SECRET: SECRET, ...more };
  const platform = await bootWith(env);
  await platform.connect();
  const run = async (...args: string[]) => {
    const said = await admin(made.env, 'tenants', ...args);
    expect([said.code, said.stderr]).toEqual([0, '']);
    return said.stdout;
  };
  return { ...made, env, platform, run };
}

const statusOf = async ({ call }: BootedPlatform, tenant = 'acme') =>
  (await call('/connections', { tenant })).status;
const becomes = (platform: BootedPlatform, status: number) =>
  until(async () => (await statusOf(platform)) === status);

const invite = ({ call }: BootedPlatform) =>
  call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: { email: 'someone@acme-robotics.example', role: 'user' } },
  });

const MESSAGE =
  'The operator of the platform has disabled this tenant: the invoice is not paid. The request was not processed.';
const FIX = 'Ask the operator of the platform. The request can be sent again once the tenant is enabled.';

describe.each(ENGINES)('a disabled tenant on %s', (engine) => {
  test('is refused by every door and every process, and is as before once it is enabled', async () => {
    const { platform, env, run, database } = await booted(engine);
    const other = await bootWith(env);
    const browser = new Browser(platform.url);
    await browser.open(await signInLinkCommand([], env));
    const link = await signInLinkCommand([], env);
    expect([await statusOf(platform), await statusOf(other)]).toEqual([200, 200]);
    const sent = platform.simulator.journal.entries().length;

    const said = await run('disable', '--tenant', 'acme', '--reason', 'the invoice is not paid');
    await becomes(platform, 403);
    await becomes(other, 403);

    expect(said).toMatch(/^acme is disabled: the invoice is not paid\.\n {2}connections: 1 active\n/);
    const authorization = `Bearer ${await signedToken()}`;
    const dropIn = await fetch(`${platform.url}/v1/connectors/anthropic/api/v1/organizations/users`, {
      headers: { authorization },
    });
    const mcp = await fetch(`${platform.url}/mcp`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect((await invite(platform)).body).toMatchObject(
      problem(403, 'Tenant disabled', {
        code: 'tenant_disabled',
        blame: 'configuration',
        message: MESSAGE,
        effect: 'none',
        retry: { allowed: false, resend: 'after_change' },
        fix: FIX,
      }),
    );
    expect([dropIn.status, await dropIn.json()]).toMatchObject([
      403,
      {
        type: 'error',
        error: {
          type: 'permission_error',
          message: `${MESSAGE} ${FIX}`,
          details: { error_code: 'platform_tenant_disabled' },
        },
      },
    ]);
    expect([mcp.status, await mcp.json()]).toMatchObject([
      403,
      {
        jsonrpc: '2.0',
        id: null,
        error: { code: -32_000, message: `${MESSAGE} ${FIX}`, data: { code: 'tenant_disabled' } },
      },
    ]);
    expect((await browser.ask('/v1/audit')).body).toMatchObject({ code: 'tenant_disabled' });
    expect((await new Browser(platform.url).open(link)).body).toMatchObject({ code: 'tenant_disabled' });
    expect(await statusOf(platform, 'globex')).toBe(200);
    expect(platform.simulator.journal.entries()).toHaveLength(sent);

    await run('enable', '--tenant', 'acme');
    await becomes(platform, 200);
    expect((await browser.ask('/v1/audit')).status).toBe(200);
    const entries = await database.db
      .selectFrom('audit_entries')
      .select(['action', 'actor_id', 'details'])
      .where('tenant_id', '=', 'acme')
      .where('action', 'like', 'tenants.%')
      .orderBy('seq')
      .execute();
    expect(entries.map(({ details, ...rest }) => ({ ...rest, details: JSON.parse(details) }))).toEqual([
      {
        action: 'tenants.disabled',
        actor_id: null,
        details: { by: 'operator', reason: 'the invoice is not paid', state: 'disabled' },
      },
      {
        action: 'tenants.enabled',
        actor_id: null,
        details: expect.objectContaining({ by: 'operator', state: 'enabled' }),
      },
    ]);
  });

  test('has its queued write ended, and nothing of it is sent', async () => {
    const { platform, run } = await booted(engine);
    platform.simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '20' } });
    await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });

    const waiting = invite(platform);
    await pause(300);
    await run('disable', '--tenant', 'acme', '--reason', 'the invoice is not paid');
    const { status, body } = await waiting;

    expect([status, body]).toMatchObject([
      403,
      {
        code: 'action_disabled',
        detail: MESSAGE,
        error: { effect: 'none', fix: FIX },
        meta: { attempts: 0 },
      },
    ]);
    const writes = platform.simulator.journal.entries().filter(({ method }) => method === 'POST');
    expect(writes).toEqual([]);
  });

  test('has a read under way ended, as one whose key-use policy another process narrows', async () => {
    const { platform, run, env } = await booted(engine);
    await platform.connect('globex');
    const slow = { kind: 'slow', delay_ms: 20_000, times: 'always', match: { path: '*/users*' } } as const;
    platform.simulator.faults.add(slow);
    const read = (tenant: string) =>
      platform.call('/actions/users_list/invoke', { method: 'POST', body: { input: {}, all: true }, tenant });

    const began = performance.now();
    const reads = [read('acme'), read('globex')];
    await pause(500);
    await run('disable', '--tenant', 'acme', '--reason', 'the invoice is not paid');
    const narrowed = await admin(env, ...'key-use set --tenant globex --effects write'.split(' '));
    const codes = (await Promise.all(reads)).map(({ body }) => (body as { code?: string }).code);

    expect([narrowed.code, codes]).toEqual([0, ['action_disabled', 'key_use_refused']]);
    expect(performance.now() - began).toBeLessThan(slow.delay_ms - 5_000);
    platform.simulator.faults.clear();
  });

  test('is left out by scheduled checks until it is enabled', async () => {
    const { platform, run } = await booted(engine, {
      CONNECTION_CHECK_INTERVAL_MS: '1',
      CONNECTION_CHECK_PAUSE_MS: '20',
      CONNECTION_CHECK_JITTER_MS: '10',
    });
    const checks = () => platform.simulator.journal.entries().length;
    const first = checks();
    await until(async () => checks() > first);

    await run('disable', '--tenant', 'acme');
    await becomes(platform, 403);
    await pause(200);
    const before = checks();
    await pause(500);
    expect(checks()).toBe(before);

    await run('enable', '--tenant', 'acme');
    await until(async () => checks() > before);
  });

  test('cannot be enabled by SQL: rows go forward only, and one without its seal counts as disabled', async () => {
    const { platform, run, database, env } = await booted(engine);
    await run('disable', '--tenant', 'acme');
    await becomes(platform, 403);
    const { db } = database;

    await expect(sql`delete from tenants`.execute(db)).rejects.toThrow();
    await expect(sql`update tenants set state = 'enabled'`.execute(db)).rejects.toThrow();
    // After the last number that there is, no operator could enable or disable it.
    for (const version of [Number.MAX_SAFE_INTEGER, 3, 1, 0])
      await expect(sql`update tenants set version = ${version}`.execute(db)).rejects.toThrow();
    await expect(
      sql`insert into tenants (tenant_id, version, state, changed_at, mac) values ('initech', 9, 'enabled', '', '')`.execute(
        db,
      ),
    ).rejects.toThrow('forward only');
    await sql`update tenants set state = 'enabled', version = version + 1`.execute(db);
    await pause(TENANTS_KEPT_MS + 100);

    const { status, body } = await platform.call('/connections');
    const doctor = await admin(env, 'doctor');
    const listed = await admin(env, 'tenants', 'show', '--tenant', 'acme');
    expect([status, body]).toMatchObject([
      403,
      { code: 'tenant_disabled', detail: expect.stringContaining('altered outside of the platform') },
    ]);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(
      /^problem +tenants +The settings of 1 tenant were altered outside of the platform or sealed by a keyring that is lost, .* tenants enable --tenant <id>\n +acme$/m,
    );
    expect([listed.code, listed.stdout]).toEqual([
      1,
      expect.stringContaining('acme is altered, so disabled.'),
    ]);

    await run('enable', '--tenant', 'acme');
    await becomes(platform, 200);
    await run('disable', '--tenant', 'acme');
    await run('enable', '--tenant', 'acme');
    expect((await admin(env, 'doctor')).stdout).toMatch(/^ok +tenants +0 tenants disabled$/m);
  });
});
