import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportCommand } from '../../platform/src/anthropic/export-command.js';
import { EXPORT_NAMES } from '../../platform/src/exports/exporters.js';
import { textOf } from './support/exported.js';

const ROOT = new URL('../../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
  scripts: { 'export:golden': string };
};
/** A plain list, a destructive action with a limitation, and a write whose input has a union. */
const [, actions = ''] = /--actions (\S+)/.exec(scripts['export:golden']) ?? [];

const readGolden = (name: string): string =>
  readFileSync(new URL(`test/exports/golden/${name}`, ROOT), 'utf8');

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'));
  await exportCommand(['--out', folder, '--actions', actions]);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps a golden file of every export, and no other', () => {
  expect(readdirSync(new URL('test/exports/golden', ROOT)).sort()).toEqual([...EXPORT_NAMES].sort());
});

it('keeps them for three actions', () => {
  const { actions: kept } = JSON.parse(readGolden('catalog.json')) as { actions: { id: string }[] };

  expect(kept.map(({ id }) => id).sort()).toEqual(actions.split(',').sort());
  expect(kept).toHaveLength(3);
});

it.each(EXPORT_NAMES)(
  'writes %s as its golden file has it (npm run export:golden where it should differ)',
  (name) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(readGolden(name));
  },
);

it.each(EXPORT_NAMES)('writes %s the same each time', (name) => {
  expect(textOf(name) === textOf(name)).toBe(true);
});
