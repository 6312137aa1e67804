import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const examples = readdirSync(new URL('examples', ROOT));

it('names every example in the README of the project', () => {
  const named = [...read('README.md').matchAll(/\(examples\/([\w-]+)\)/g)].map(([, name]) => name);

  expect(named.sort()).toEqual(examples.sort());
});

it.each(examples)('tells of %s which test runs it', (example) => {
  const [, spec = ''] = /`(test\/[\w/.-]+\.spec\.ts)`/.exec(read(`examples/${example}/README.md`)) ?? [];

  expect(spec && existsSync(new URL(spec, ROOT))).toBe(true);
  expect(`${spec} ${read(spec)}`.includes(example)).toBe(true);
});
