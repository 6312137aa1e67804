import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { openDatabase } from '../../platform/src/database/database.js';
import { isPrivate } from '../../platform/src/notices/private-addresses.js';
import { pauseAfter } from '../../platform/src/notices/outbox.js';
import { storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';
import { as, bootApprovals, idIn, type Governed } from '../approvals/support/boot-approvals.js';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A receiver of webhooks that answers with these statuses, then 200. */
async function receiver(...statuses: number[]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push({ headers: request.headers, body });
    const status = statuses.shift() ?? 200;
    response.writeHead(status, status === 302 ? { location: '/other' } : {}).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => void server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

const QUICK = { NOTICES_PAUSE_MS: '50', NOTICES_PRIVATE_ADDRESSES: 'allowed' };
const invite = { email: 'someone@acme-robotics.example', role: 'user' };

const targets = async (platform: Governed, body: object, path = '') =>
  platform.call(`//v1/notices/targets${path}`, { method: 'POST', body, headers: await as('bob') });
const log = async (platform: Governed) =>
  ((await platform.call('//v1/notices/log')).body as { data: Record<string, unknown>[] }).data;

test.each(ENGINES)('tells a webhook, signed, and Slack of an approval, on %s', async (engine) => {
  const platform = await bootApprovals({ ...(await storedIn(engine)), ...QUICK });
  afterTest(() => platform.close());
  await platform.connect();
  const [hook, slack] = [await receiver(503), await receiver()];
  const added = await targets(platform, { kind: 'webhook', url: hook.url, events: ['approval.opened'] });
  await targets(platform, { kind: 'slack', url: slack.url });
  const { secret } = added.body as { secret: string };

  const id = idIn(await platform.invoke('agent<1>', 'invites_create', invite));
  await until(() => hook.received.length === 2 && slack.received.length === 1);
  await platform.ask('bob', `/${id}/deny`, { note: 'No.' });
  await until(() => slack.received.length === 2);

  const { body, headers } = hook.received[1]!;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'approval.opened',
    data: { title: 'Approval needed: invites_create', data: { approval: id, state: 'pending' } },
  });
  expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  expect(hook.received[0]!.headers['webhook-id']).toBe(headers['webhook-id']);
  expect(slack.received[0]!.body).toContain('agent&lt;1&gt; asks for invites_create');
  const shown = JSON.stringify((await platform.call('//v1/notices/targets')).body);
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain('/hook');
  expect(await log(platform)).toMatchObject([
    { event: 'approval.denied', state: 'sent', attempts: 1 },
    { event: 'approval.opened', state: 'sent' },
    { event: 'approval.opened', state: 'sent' },
  ]);
});

test('sends mails by SMTP, and a test notice', async () => {
  const mails: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  const server = smtp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => new Promise<void>((closed) => smtp.close(() => closed())));
  const platform = await bootApprovals({
    ...(await storedIn('libsql')),
    ...QUICK,
    NOTICES_SMTP_URL: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    NOTICES_FROM: 'approvals@example.com',
  });
  afterTest(() => platform.close());
  const target = (await targets(platform, { kind: 'email', to: ['security@example.com'] })).body as {
    id: string;
  };

  expect((await targets(platform, {}, `/${target.id}/test`)).status).toBe(202);
  await until(() => mails.length === 1);

  expect(mails[0]).toContain('Subject: A test notice');
  expect(mails[0]).toContain('To: security@example.com');
  expect((await targets(platform, {}, '/ntt_none/test')).status).toBe(404);
});

test('sends nothing to a private address, and follows no redirect', async () => {
  const platform = await bootApprovals({ ...(await storedIn('libsql')), NOTICES_PAUSE_MS: '50' });
  afterTest(() => platform.close());
  const hook = await receiver();
  const port = new URL(hook.url).port;

  expect((await targets(platform, { kind: 'slack', url: hook.url })).status).toBe(422);
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '0x7f000001', '[::ffff:127.0.0.1]']) {
    const { body } = await targets(platform, { kind: 'slack', url: `https://${host}:${port}/` });
    await targets(platform, {}, `/${(body as { id: string }).id}/test`);
  }
  let entries = await log(platform);
  await until(async () => (entries = await log(platform)).every(({ state }) => state !== 'waiting'));

  expect(entries.map(({ state, problem }) => [state, problem])).toEqual(
    Array.from({ length: 5 }, () => ['failed', expect.stringContaining('not one of the public internet')]),
  );
  expect(hook.received).toEqual([]);
});

test('gives up a redirect after as many attempts as it has, and waits longer each time', async () => {
  const platform = await bootApprovals({ ...(await storedIn('libsql')), ...QUICK, NOTICES_ATTEMPTS: '1' });
  afterTest(() => platform.close());
  const hook = await receiver(302);
  const { body } = await targets(platform, { kind: 'slack', url: hook.url });
  await targets(platform, {}, `/${(body as { id: string }).id}/test`);
  await until(async () => (await log(platform))[0]?.['state'] === 'failed');

  expect(await log(platform)).toMatchObject([
    { problem: 'Answered with a redirect (302), which is not followed.' },
  ]);
  expect(hook.received).toHaveLength(1);
  expect([1, 2, 3, 12, 30].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 4_096_000, 21_600_000]);
});

test.each([
  [{ kind: 'webhook' }, 'url'],
  [{ kind: 'email' }, 'to'],
  [{ kind: 'pigeon' }, 'kind'],
  [{ kind: 'webhook', url: 'https://a:b@example.com/' }, 'url'],
  [{ kind: 'webhook', url: 'https://example.com/', secret: 'short' }, 'secret'],
  [{ kind: 'slack', url: 'https://example.com/', events: ['never'] }, 'events'],
])('refuses the target %j', async (body, path) => {
  const platform = (shared ??= await bootApprovals(await storedIn('libsql')));

  expect(await targets(platform, body)).toMatchObject({
    status: 422,
    body: { error: { issues: [{ path }] } },
  });
});
let shared: Governed | undefined;
afterAll(() => shared?.close());

test.each([
  ['8.8.8.8', false],
  ['10.1.2.3', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['2606:4700::1111', false],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b::a00:1', true],
  ['2002:a00:1::', true],
])('takes %s for a private address: %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected);
});

test('signs and sends no notice that was altered, nor one of another target', async () => {
  const env = await storedIn('libsql');
  const platform = await bootApprovals({ ...env, ...QUICK });
  afterTest(() => platform.close());
  const database = await openDatabase({ dataDir: String(env['DATA_DIR']) });
  afterTest(() => database.close());
  const [one, other] = [await receiver(503), await receiver()];
  const { id } = (await targets(platform, { kind: 'webhook', url: one.url })).body as { id: string };
  const { id: next } = (
    await targets(platform, { kind: 'slack', url: other.url, events: ['approval.denied'] })
  ).body as { id: string };
  await targets(platform, {}, `/${id}/test`);
  await until(async () => (await log(platform))[0]?.['attempts'] === 1);

  const row = await database.db.selectFrom('notices').selectAll().executeTakeFirstOrThrow();
  const payload = row.payload.replace('Nothing has to be done', 'Approved');
  const waits = { state: 'waiting', next_at: row.created_at } as const;
  await database.db
    .insertInto('notices')
    .values({ ...row, ...waits, id: 'ntc_copy' })
    .execute();
  await database.db
    .insertInto('notices')
    .values({ ...row, ...waits, id: 'ntc_moved', target: next })
    .execute();
  await database.db
    .updateTable('notices')
    .set({ ...waits, payload })
    .where('id', '=', row.id)
    .execute();
  await until(async () => (await log(platform)).every(({ state }) => state !== 'waiting'));

  expect((await log(platform)).map(({ state, problem }) => [state, problem])).toEqual(
    Array(3).fill(['failed', 'The notice was altered outside of the platform.']),
  );
  expect([one.received.length, other.received.length]).toEqual([1, 0]);
});
