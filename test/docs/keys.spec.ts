import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../platform/src/admin/commands.js';
import { fingerprintKeyId } from '../../platform/src/keys/fingerprint-key.js';
import { KEY_SERVICE_VARIABLES, keyServiceIn } from '../../platform/src/keys/key-services.js';
import { codeBlocks } from '../support/markdown.js';
import { BINDING, SERVICES, vaultOf } from '../keys/support/services.js';
import { startKms } from '../keys/support/kms.js';
import { ACCESS } from '../keys/support/kms.js';
import { SecretString } from 'anthropic-admin-connector/vault';

const PAGES = { 'AWS KMS': 'docs/keys-aws-kms.md', Transit: 'docs/keys-vault-transit.md' } as const;
const KINDS = Object.keys(PAGES) as (keyof typeof PAGES)[];

const read = (page: string): string => readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');

const variablesOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    codeBlocks(page, 'env')
      .join('')
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

describe.each(KINDS)('the page about %s', (kind) => {
  const page = PAGES[kind];

  test('shows variables that the platform takes', () => {
    const env = variablesOf(page);

    expect(keyServiceIn(env)).toMatchObject({ name: kind, ids: ['k1'] });
    expect(fingerprintKeyId(env)).toBe('k1');
  });

  test('names every variable of the service, and no other one', () => {
    const ofService = kind === 'AWS KMS' ? /^(CREDENTIAL_)?AWS_/ : /^CREDENTIAL_VAULT_/;
    const named = new Set(read(page).match(/\b(?:CREDENTIAL|AWS)_[A-Z_]+\b/g));

    const own = [...named].filter((name) => ofService.test(name)).sort();
    expect(own).toEqual(
      Object.keys(KEY_SERVICE_VARIABLES)
        .filter((name) => ofService.test(name))
        .sort(),
    );
  });

  test('shows commands that there are', () => {
    const shown = [...read(page).matchAll(/npm run -s admin -- ((?:keys )?[a-z]+)/g)].map(([, name]) => name);

    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((name) => COMMANDS.every((command) => command.name !== name))).toEqual([]);
  });

  test('allows what the platform asks for, and nothing else', async () => {
    const service = await SERVICES[kind]();
    const { vault } = await vaultOf(service.env);
    await vault.rewrap(await vault.seal(new SecretString('a key'), BINDING), BINDING);

    const policy = kind === 'AWS KMS' ? codeBlocks(page, 'json').join('') : codeBlocks(page, 'hcl').join('');
    const allowed = [...policy.matchAll(/kms:(Encrypt|Decrypt|\*)"|path "transit\/(\w+)\//g)].map(
      ([, action, path]) => (action ?? path ?? '').toLowerCase(),
    );

    expect(allowed.sort()).toEqual([...new Set(service.asked())].sort());
  });
});

test('the condition of the policy is about a part of the encryption context', async () => {
  const kms = await startKms();
  const { vault } = await vaultOf({
    ...ACCESS,
    CREDENTIAL_AWS_KMS_ENDPOINT: kms.url,
    CREDENTIAL_AWS_KMS_KEYS: `k1=${kms.create('one')}`,
  });
  await vault.seal(new SecretString('a key'), BINDING);
  const { Statement } = JSON.parse(codeBlocks(PAGES['AWS KMS'], 'json').join('')) as {
    Statement: { Condition: { StringEquals: Record<string, string> } }[];
  };
  const condition = Object.entries(Statement[0]?.Condition.StringEquals ?? {});

  const context = Object.entries(kms.requests[0]?.context ?? {});
  expect(context.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])).toEqual(
    expect.arrayContaining(condition),
  );
  const named = [...read(PAGES['AWS KMS']).matchAll(/context holds (.*?)\(our id\)/gs)].flatMap(
    ([, text = '']) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(named).toEqual(context.map(([name]) => name));
});

test('the page about rotation links both', () => {
  const rotation = read('docs/key-rotation.md');

  for (const page of Object.values(PAGES)) expect(rotation).toContain(`(${page.replace('docs/', '')})`);
});
