import fc from 'fast-check';
import { dataKeyContext, payloadContext } from '../../../src/kit/vault/sealed-credential.js';
import { BINDING, DOMAIN, anyBinding } from './support.js';

const read = (context: Uint8Array): unknown => JSON.parse(Buffer.from(context).toString('utf8'));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('a\ud800', '","', '\\', '\0'),
);

test('can be read back, so that no two bindings share an encoding', () => {
  fc.assert(
    fc.property(anyBinding, anyText, anyText, (some, tenantId, keyId) => {
      const binding = { ...some, tenantId };
      const { environment, connector, name, revision } = binding;
      const bound = [DOMAIN, 'data-key', 1, environment, tenantId, connector, name, revision];

      expect(read(dataKeyContext(DOMAIN, binding, keyId))).toEqual([...bound, keyId]);
    }),
  );
});

test('differs between the two layers', () => {
  expect(read(payloadContext(DOMAIN, BINDING))).toEqual([
    DOMAIN,
    'payload',
    1,
    'production',
    'tenant-a',
    'anthropic',
    'default',
    3,
  ]);
  expect(read(dataKeyContext(DOMAIN, BINDING, 'k1'))).toEqual([
    DOMAIN,
    'data-key',
    1,
    'production',
    'tenant-a',
    'anthropic',
    'default',
    3,
    'k1',
  ]);
});
