import { SECOND_ADMIN_KEY } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import type { BetaAsk } from './support/beta.js';
import { withBeta } from './support/beta.js';
import { boot, demoOrganization } from './support/boot.js';

const BETA = 'webhooks-2026-10-07';
const NEW = { url: 'https://hooks.example.com/a', enabled_events: ['external_key.failed'] };

it('shows the signing secret when a webhook is made, and never again', async () => {
  const { get, post } = withBeta(await boot(), BETA);

  const made = (await post('/webhooks', { ...NEW, name: 'A' })).body;
  const { signing_secret: secret, ...rest } = made;

  expect(secret).toMatch(/^whsec_/);
  expect(rest).toEqual({
    id: made.id,
    ...NEW,
    name: 'A',
    description: '',
    state: 'enabled',
    disabled_reason: '',
    created_at: '2026-11-24T12:34:56.000Z',
    updated_at: '2026-11-24T12:34:56.000Z',
  });
  expect((await get(`/webhooks/${made.id}`)).body).toEqual(rest);
});

it('replaces the signing secret and shows the new one once', async () => {
  const { post } = withBeta(await boot(), BETA);
  const made = (await post('/webhooks', NEW)).body;

  const { body } = await post(`/webhooks/${made.id}/regenerate_signing_secret`);

  expect(body).toEqual({ signing_secret: expect.stringMatching(/^whsec_/) });
  expect(body.signing_secret).not.toBe(made.signing_secret);
});

it('changes what is given; an empty list of events changes nothing', async () => {
  const booted = await boot();
  const { get, post } = withBeta(booted, BETA);
  const path = `/webhooks/${booted.demo.webhookId}`;
  const before = (await get(path)).body;
  booted.simulator.clock.advance(1_000);

  const { body } = await post(path, { enabled_events: [], state: 'disabled', description: 'off' });

  expect(body).toEqual({
    ...before,
    state: 'disabled',
    description: 'off',
    updated_at: '2026-11-24T12:34:57.000Z',
  });
});

it('deletes a webhook', async () => {
  const booted = await boot();
  const { remove, get } = withBeta(booted, BETA);
  const id = booted.demo.webhookId;

  expect((await remove(`/webhooks/${id}`)).body).toEqual({ id, type: 'webhook_endpoint_deleted' });
  expect(failure(await get(`/webhooks/${id}`))).toMatchObject({ status: 404 });
});

it.each([
  ['no events', { ...NEW, enabled_events: [] }],
  ['an unknown event', { ...NEW, enabled_events: ['user.created'] }],
  ['a URL that is none', { ...NEW, url: 'nowhere' }],
  ['plain http', { ...NEW, url: 'http://hooks.example.com' }],
])('refuses %s', async (_what, body) => {
  const { post } = withBeta(await boot(), BETA);

  expect(failure(await post('/webhooks', body))).toMatchObject({ status: 400 });
});

it('refuses the webhook over the cap', async () => {
  const booted = await boot();
  demoOrganization(booted).limits.webhooks = 1;

  expect(failure(await withBeta(booted, BETA).post('/webhooks', NEW))).toMatchObject({ status: 400 });
});

it('answers 404 where the beta is off', async () => {
  const { get, post } = withBeta(await boot(), BETA, SECOND_ADMIN_KEY);

  expect(failure(await get('/webhooks'))).toMatchObject({ status: 404 });
  expect(failure(await post('/webhooks', NEW))).toMatchObject({ status: 404 });
});

/** Makes 25 webhooks beside the one of the seed; their names are their numbers. */
async function many(): Promise<BetaAsk> {
  const booted = await boot();
  const ask = withBeta(booted, BETA);
  for (let i = 1; i <= 25; i += 1) await ask.post('/webhooks', { ...NEW, name: String(i) });
  return ask;
}

const names = (page: { data: { name: string }[] }): string[] => page.data.map(({ name }) => name);

it('takes a limit of 0 as 20, newest first, and at most 100', async () => {
  const { get } = await many();

  const { body } = await get('/webhooks', { limit: 0 });

  expect(names(body).slice(0, 3)).toEqual(['25', '24', '23']);
  expect([body.data.length, body.has_more]).toEqual([20, true]);
  expect(failure(await get('/webhooks', { limit: 101 }))).toMatchObject({ status: 400 });
});

it('goes oldest first when asked', async () => {
  const { get } = await many();

  const first = (await get('/webhooks', { order: 'asc', limit: 2 })).body;
  const second = (await get('/webhooks', { order: 'asc', limit: 2, after_id: first.last_id })).body;

  expect([...names(first), ...names(second)]).toEqual(['Key watch', '1', '2', '3']);
});

it('returns the first rows of the list that precede before_id', async () => {
  const { get } = await many();
  const page = (await get('/webhooks', { limit: 10 })).body;

  const before = (await get('/webhooks', { limit: 3, before_id: page.last_id })).body;

  expect(names(before)).toEqual(['25', '24', '23']);
  expect(before).toMatchObject({ has_more: true, last_id: page.data[2].id });
});
