import { readFileSync } from 'node:fs';
import { generateSources } from '../../scripts/generate-sources.mjs';

it('the generated sources are those of contract/ and package.json (else: npm run generate:sources)', async () => {
  const sources = await generateSources();

  const committed = Object.keys(sources).map((path) => [
    path,
    readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'),
  ]);
  expect(Object.fromEntries(committed)).toEqual(sources);
});
