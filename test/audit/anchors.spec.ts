import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { anchorSettingsFrom } from '../../platform/src/audit/anchors/anchors.config.js';
import { Anchors } from '../../platform/src/audit/anchors/anchors.js';
import { Lease } from '../../platform/src/database/lease.js';
import { admin } from '../admin/support/admin.js';
import { ENGINES, installation, type Installation } from '../admin/support/installation.js';
import { disarm, facts } from '../database/support/audit.js';
import { bootWith } from '../database/support/boot-stored.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';

const clock = { ms: Date.parse('2026-11-01T00:00:00Z') };

function anchorsOf(made: Installation, env: Record<string, string>, results: unknown[] = []): Anchors {
  const now = () => clock.ms;
  return new Anchors({
    ...anchorSettingsFrom(env)!,
    database: made.database,
    seal: made.seal,
    environment: 'test',
    lease: new Lease(made.database.db, 'audit-anchors', now),
    onResult: (result) => results.push(result),
    now,
  });
}

async function audited(engine: (typeof ENGINES)[number]) {
  const made = await installation(engine);
  for (const tenantId of ['acme', 'acme', 'globex']) await made.audit.append(facts({ tenantId }));
  const file = join(made.env['DATA_DIR'] ?? '', 'anchors.ndjson');
  return { made, file };
}

describe.each(ENGINES)('anchors on %s', (engine) => {
  test('are signed lines in a file of the owner, written by one process, and compared', async () => {
    const { made, file } = await audited(engine);
    const env = { AUDIT_ANCHOR_TO: file };
    await Promise.all([anchorsOf(made, env).run(), anchorsOf(made, env).run()]);
    await anchorsOf(made, env).run();
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1);
    clock.ms += 3_600_000;
    await anchorsOf(made, env).run();
    await made.audit.append(facts());

    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { code, stdout } = await admin(made.env, 'audit', 'verify', '--anchors', file);
    expect([code, stdout.split('\n').at(-2)]).toEqual([
      0,
      'Compared 2 heads of 2 lines of anchors: all are in the audit.',
    ]);
    expect((await admin(made.env, 'doctor')).stdout).toContain('2 heads anchored at');
  });

  test('name a tenant that was removed, rolled back or rewritten, and a line that was altered', async () => {
    const { made, file } = await audited(engine);
    await made.audit.append(facts({ tenantId: 'initech' }));
    clock.ms += 3_600_000;
    await anchorsOf(made, { AUDIT_ANCHOR_TO: file }).run();
    const { db } = made.database;
    await disarm(made.database);
    for (const table of ['audit_entries', 'audit_heads'] as const) {
      await db.deleteFrom(table).where('tenant_id', '=', 'globex').execute();
      await db.deleteFrom(table).where('tenant_id', 'in', ['acme', 'initech']).execute();
    }
    // With the key, as an old copy of the database would have it: the chain alone does not show it.
    await made.audit.append(facts());
    await made.audit.append(facts({ tenantId: 'initech', actorId: 'other' }));
    expect((await admin(made.env, 'audit', 'verify')).code).toBe(0);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"seq":2', '"seq":1'), { flag: 'a' });

    const { code, stdout } = await admin(made.env, 'audit', 'verify', '--anchors', file);

    expect([code, stdout.split('\n').slice(1, 5)]).toEqual([
      1,
      [
        expect.stringMatching(
          /^acme: At .* ended with entry 2; now it ends with entry 1: it was rolled back\.$/,
        ),
        expect.stringMatching(/^globex: At .* now there is none: the audit of the tenant was removed\.$/),
        expect.stringMatching(/^initech: At .* now that is another entry: the audit was rewritten\.$/),
        expect.stringMatching(/^Line 2 is not an anchor of this installation/),
      ],
    ]);
  });

  test('are missed where the file is empty, lost its newest lines, or is an old copy', async () => {
    const { made, file } = await audited(engine);
    const env = { AUDIT_ANCHOR_TO: file };
    for (const _ of [1, 2]) {
      clock.ms += 3_600_000;
      await anchorsOf(made, env).run();
    }
    const verify = async () => {
      const { code, stdout } = await admin(made.env, 'audit', 'verify', '--anchors', file);
      return [code, stdout.split('\n')[1]];
    };
    const [first = '', second = ''] = (await readFile(file, 'utf8')).trim().split('\n');
    expect(await verify()).toEqual([0, expect.stringContaining('all are in the audit')]);

    await writeFile(file, `${first}\n`);
    expect(await verify()).toEqual([
      1,
      expect.stringMatching(/; the newest in the file is of .*: lines were removed/),
    ]);
    await writeFile(file, '');
    expect(await verify()).toEqual([1, 'The file has no anchor of this installation.']);
    await writeFile(file, `${second}\n`);
    expect(await verify()).toEqual([0, expect.stringContaining('all are in the audit')]);
    await made.database.db.updateTable('audit_anchors').set({ heads: 3 }).execute();
    expect(await verify()).toEqual([1, expect.stringMatching(/with 3 heads; the file has 2 of them/)]);
  });
});

describe('an endpoint for anchors', () => {
  async function endpoint(status: number, body = '') {
    const seen: { authorization: string | undefined; body: string }[] = [];
    const server = createServer((request, response) => {
      void text(request).then((sent) => {
        seen.push({ authorization: request.headers.authorization, body: sent });
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    afterTest(() => {
      server.closeAllConnections();
      server.close();
    });
    return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path` };
  }

  test('gets each with the header that is set', async () => {
    const { made } = await audited('libsql');
    const { seen, url } = await endpoint(201, 'x'.repeat(500_000));
    const results: unknown[] = [];
    const env = { AUDIT_ANCHOR_TO: url, AUDIT_ANCHOR_AUTHORIZATION: 'Bearer t' };

    await anchorsOf(made, env, results).run();

    expect(seen).toEqual([{ authorization: 'Bearer t', body: expect.stringContaining('"tenantId":"acme"') }]);
    expect(results).toEqual([{}]);
  });

  test.each([503, 302])(
    'that answers %d is a failure, shown by doctor, and tried again a minute later',
    async (status) => {
      const { made } = await audited('libsql');
      const { seen, url } = await endpoint(status);
      const results: unknown[] = [];
      const anchors = anchorsOf(made, { AUDIT_ANCHOR_TO: url }, results);
      await anchors.run();
      await anchors.run();
      const { code, stdout } = await admin(made.env, 'doctor');

      expect(results).toEqual([
        { problem: expect.stringContaining(`did not take an anchor: it answered ${status}`) },
      ]);
      expect([code, stdout]).toEqual([1, expect.stringContaining(`it answered ${status}; none was written`)]);
      expect(stdout).not.toContain('secret-path');
      clock.ms += 60_000;
      await anchors.run();
      expect(seen).toHaveLength(2);
    },
  );
});

test.each([
  [
    { AUDIT_ANCHOR_TO: 'http://example.com/a' },
    'AUDIT_ANCHOR_TO must be the absolute path of a file or an https URL',
  ],
  [{ AUDIT_ANCHOR_TO: 'relative' }, 'AUDIT_ANCHOR_TO must be'],
  [{ AUDIT_ANCHOR_TO: '/a', AUDIT_ANCHOR_AUTHORIZATION: 'x' }, 'AUDIT_ANCHOR_AUTHORIZATION requires'],
])('refuses %j', (env, message) => {
  expect(() => anchorSettingsFrom(env)).toThrow(message);
});

test('a platform anchors by its timer, and tells of it and of the clock of its database', async () => {
  const { made, file } = await audited('libsql');
  const env = { ...made.env, AUDIT_ANCHOR_TO: file, AUDIT_ANCHOR_INTERVAL_MS: '1000' };
  const { url } = await bootWith(env);
  const metrics = async () => (await fetch(`${url}/metrics`)).text();

  await until(async () => /^platform_audit_anchors_total\{result="written"\} [1-9]/m.test(await metrics()));

  expect((await readFile(file, 'utf8')).trim()).toContain('"heads"');
  expect(await metrics()).toMatch(/^platform_audit_anchors_total\{result="failed"\} 0$/m);
  expect(await metrics()).toMatch(/^platform_database_clock_offset_seconds -?0(\.0\d*)?$/m);
});
