import { readFileSync } from 'node:fs';
import { generateTypes } from '../../scripts/generate-types.mjs';

it('the types of the answers are those of the contract (else: npm run generate:types)', async () => {
  const committed = readFileSync(
    new URL('../../src/actions/api-types.generated.ts', import.meta.url),
    'utf8',
  );

  expect(await generateTypes()).toBe(committed);
});
