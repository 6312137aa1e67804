import { AnthropicConnector } from '../../src/index.js';
import { DESTRUCTIVE_UPDATE, READ, destructiveUpdateWhen, effectOf } from '../../src/kit/catalog/index.js';
import { afterSuite } from '../support/cleanup.js';

it.each([
  [{ status: 'archived' }, true],
  [{ status: 'inactive' }, false],
  [{ name: 'x' }, false],
  [undefined, false],
  [null, false],
])('tells what %j does where the effect differs by input', (input, destructive) => {
  expect(effectOf(destructiveUpdateWhen('status', 'archived'), input)).toEqual({
    ...DESTRUCTIVE_UPDATE,
    destructive,
  });
});

it('looks into objects, and leaves other effects as they are', () => {
  const effect = destructiveUpdateWhen('state.type', 'disabled');

  expect(effectOf(effect, { state: { type: 'disabled' } }).destructive).toBe(true);
  expect(effectOf(effect, { state: 'disabled' }).destructive).toBe(false);
  expect(effectOf(READ, { status: 'archived' })).toBe(READ);
});

it('names fields and values that the input of the action has', () => {
  const connector = new AnthropicConnector();
  afterSuite(() => connector.close());
  const differing = connector.list({ include: 'all' }).filter(({ effect }) => effect.destructiveWhen);

  expect(differing.map(({ id }) => id)).toEqual(['api_keys_update', 'compliance_settings_update']);
  for (const { id, effect } of differing) {
    const [name = ''] = effect.destructiveWhen!.field.split('.');
    const { properties } = connector.describe(id)!.inputSchema as { properties: Record<string, object> };
    for (const value of effect.destructiveWhen!.is)
      expect(JSON.stringify(properties[name])).toContain(JSON.stringify(value));
  }
});

it('tells a policy and the audit what the input does', async () => {
  const seen: unknown[] = [];
  const connector = new AnthropicConnector({
    policy: {
      decide: ({ effect, input }) => {
        seen.push([input['status'], effect.destructive]);
        return effect.destructive ? { effect: 'deny', reason: 'It is lost' } : { effect: 'allow' };
      },
    },
    audit: { end: ({ effect }) => void seen.push(effect?.destructive) },
  });
  afterSuite(() => connector.close());
  const change = (status: 'inactive' | 'archived') =>
    connector.plan('api_keys_update', { api_key_id: 'apikey_01', status }, { tenantId: 'acme' });

  const [off, archived] = [await change('inactive'), await change('archived')];

  expect([off.ok, archived.ok]).toEqual([true, false]);
  expect(seen).toEqual(expect.arrayContaining([['inactive', false], false, ['archived', true], true]));
});
