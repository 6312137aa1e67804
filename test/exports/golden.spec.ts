import { readdirSync, readFileSync } from 'node:fs';
import { EXPORT_NAMES } from '../../platform/src/exports/exporters.js';
import { textOf } from './support/exported.js';

const GOLDEN = new URL('golden/', import.meta.url);

it('keeps a golden file of every export, and no other', () => {
  expect(readdirSync(GOLDEN).sort()).toEqual([...EXPORT_NAMES].sort());
});

// Not compared as texts: the difference between two files of 500 KB takes Jest minutes to print.
it.each(EXPORT_NAMES)(
  'writes %s as its golden file has it (npm run export:golden where it should differ)',
  (name) => {
    const golden = readFileSync(new URL(name, GOLDEN), 'utf8').split('\n');

    const line = textOf(name)
      .split('\n')
      .findIndex((text, nth) => text !== golden[nth]);

    expect({ firstDifferentLine: line, lines: textOf(name).split('\n').length }).toEqual({
      firstDifferentLine: -1,
      lines: golden.length,
    });
  },
);

it.each(EXPORT_NAMES)('writes %s the same each time', (name) => {
  expect(textOf(name) === textOf(name)).toBe(true);
});
