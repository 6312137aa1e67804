import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { createPlatform } from '../../platform/src/app.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { SECRET } from '../platform/support/tokens.js';
import { fingerprintKey, SERVICES } from './support/services.js';

const KINDS = Object.keys(SERVICES) as (keyof typeof SERVICES)[];

describe.each(KINDS)('a platform whose keys are in %s', (kind) => {
  test('asks the service for each key that it uses, and uses none that the service refuses', async () => {
    const service = await SERVICES[kind]();
    const stored = await storedIn('libsql');
    const env = { ...stored, ...service.env, CREDENTIAL_FINGERPRINT_KEY: fingerprintKey() };
    const platform = await bootWith(env);
    const list = () => platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });
    await platform.connect();
    const saved = service.asked().length;

    const answered = await list();
    const asked = service.asked().slice(saved);
    const sent = platform.simulator.journal.entries().length;
    service.disable();
    const refused = await list();

    expect([answered.status, asked]).toEqual([200, ['decrypt']]);
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([503, 'host_failed']);
    expect(platform.simulator.journal.entries()).toHaveLength(sent);
    const log = platform.log.join('');
    expect(log).toMatch(new RegExp(`${kind} did not \\w+ a data key under the key k1`));
    for (const secret of [DEMO_ADMIN_KEY, 'a-token-of-tests', 'a-secret-of-tests']) {
      expect(log).not.toContain(secret);
      expect(JSON.stringify(refused.body)).not.toContain(secret);
    }
  });

  test('keeps a connection as it is while the service does not answer, and saves none', async () => {
    const service = await SERVICES[kind]();
    const stored = await storedIn('libsql');
    const platform = await bootWith({
      ...stored,
      ...service.env,
      CREDENTIAL_FINGERPRINT_KEY: fingerprintKey(),
    });
    const check = () => platform.call('/connections/default/check', { method: 'POST' });
    const save = (name: string) =>
      platform.call(`/connections/${name}`, { method: 'PUT', body: { api_key: DEMO_ADMIN_KEY } });
    await platform.connect();
    service.disable();

    const [checked, saved] = [await check(), await save('second')];
    const { body } = await platform.call('/connections/default');
    const second = await platform.call('/connections/second');

    expect([checked.status, saved.status, second.status]).toEqual([503, 503, 404]);
    expect(body).toMatchObject({ name: 'default', state: 'active', revision: 1 });
  });

  test('does not start where a setting of it is wrong', async () => {
    const service = await SERVICES[kind]();
    const env = { ...service.env, ...(await storedIn('libsql')), PLATFORM_JWT_SECRET: SECRET };

    await expect(createPlatform({ env: { ...env, [service.variable]: 'k1' } })).rejects.toThrow(
      service.variable,
    );
    await expect(createPlatform({ env })).rejects.toThrow('CREDENTIAL_FINGERPRINT_KEY is required');
  });
});
