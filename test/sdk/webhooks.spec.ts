import { SECOND_ADMIN_KEY } from '../../simulator/src/index.js';
import { DOORS } from './support/doors.js';

const NEW = { url: 'https://hooks.example.com', enabled_events: ['external_key.failed' as const] };

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK manage a webhook', async () => {
    const { webhooks } = (await bootSdk()).beta;

    const { signing_secret: secret, ...made } = await webhooks.create({ ...NEW, name: 'A' });
    const changed = await webhooks.update(made.id, { state: 'disabled' });
    const renewed = await webhooks.regenerateSigningSecret(made.id);
    const deleted = await webhooks.delete(made.id);

    expect(changed).toEqual({ ...made, state: 'disabled' });
    expect(renewed.signing_secret).not.toBe(secret);
    expect(deleted).toEqual({ id: made.id, type: 'webhook_endpoint_deleted' });
    expect(await refusal(webhooks.retrieve(made.id))).toMatchObject({ status: 404 });
  });

  it('lets the SDK page through webhooks', async () => {
    const { webhooks } = (await bootSdk()).beta;
    for (let i = 0; i < 5; i += 1) await webhooks.create({ ...NEW, name: String(i) });
    const names: string[] = [];

    for await (const webhook of webhooks.list({ limit: 2 })) names.push(webhook.name);

    expect(names).toEqual(['4', '3', '2', '1', '0', 'Key watch']);
  });

  it('gives the SDK a 404 where the beta is off', async () => {
    const { webhooks } = (await bootSdk({}, SECOND_ADMIN_KEY)).beta;

    expect(await refusal(webhooks.list())).toEqual({ status: 404, type: 'not_found_error', code: null });
  });
});
