import { readFileSync } from 'node:fs';
import { EXPORT_NAMES } from '../../platform/src/exports/exporters.js';

const page = readFileSync(new URL('../../docs/exports.md', import.meta.url), 'utf8');

it('says what each export is', () => {
  const named = [...page.matchAll(/^\| `([\w.]+)` +\| /gm)].map(([, name]) => name);

  expect(named.filter((name) => name?.includes('.'))).toEqual([...EXPORT_NAMES]);
});

it('leads to files that there are', () => {
  const links = [...page.matchAll(/\]\((?!https:)([^)#]+)\)/g)].map(([, path = '']) => path);

  expect(links.length).toBeGreaterThan(2);
  for (const link of links)
    expect(() => readFileSync(new URL(`../../docs/${link}`, import.meta.url))).not.toThrow();
});
