import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const KIT = join(import.meta.dirname, '../../src/kit');

/** Words of one vendor, which belong in its catalogue, its credentials or its connector. */
const VENDOR = /anthropic|claude|sk-ant|admin key/i;

test('the kit names no vendor', () => {
  const files = readdirSync(KIT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  const lines = files.flatMap(({ parentPath, name }) =>
    readFileSync(join(parentPath, name), 'utf8')
      .split('\n')
      .filter((line) => VENDOR.test(line))
      .map((line) => `${join(parentPath, name)}: ${line}`),
  );

  expect(files.length).toBeGreaterThan(10);
  expect(lines).toEqual([]);
});
