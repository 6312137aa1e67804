import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportCommand } from '../../platform/src/anthropic/export-command.js';
import { EXPORT_NAMES } from '../../platform/src/exports/exporters.js';
import { textOf } from './support/exported.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each(EXPORT_NAMES)('prints %s', async (name) => {
  expect((await exportCommand([name])) === textOf(name)).toBe(true);
});

it('lists the names, each with what it is', async () => {
  const lines = (await exportCommand(['--list'])).trimEnd().split('\n');

  expect(lines.map((line) => line.split(' ')[0])).toEqual([...EXPORT_NAMES]);
  expect(lines.every((line) => /^\S+ +[A-Z].*\.$/.test(line))).toBe(true);
});

it('writes all exports into a folder that it makes', async () => {
  const out = join(folder, 'new');

  const printed = await exportCommand(['--out', out]);

  expect(readdirSync(out).sort()).toEqual([...EXPORT_NAMES].sort());
  expect(printed).toBe(EXPORT_NAMES.map((name) => `${join(out, name)}\n`).join(''));
});

it('exports the actions alone that are named', async () => {
  const printed = await exportCommand(['catalog.json', '--actions', 'users_list,users_get']);

  const { actions } = JSON.parse(printed) as { actions: { id: string }[] };
  expect(actions.map(({ id }) => id).sort()).toEqual(['users_get', 'users_list']);
});

it('writes one export into a folder where one is named', async () => {
  await exportCommand(['agen.tf', '--out', folder, '--server', 'https://platform.example.com/']);

  expect(readdirSync(folder)).toEqual(['agen.tf']);
  expect(readFileSync(join(folder, 'agen.tf'), 'utf8')).toContain('"https://platform.example.com"');
});

it.each([
  [['openapi.yaml'], `There is no export "openapi.yaml". There are: ${EXPORT_NAMES.join(', ')}.`],
  [['constructor'], 'There is no export "constructor". There are:'],
  [[], 'Name one export: openapi.agen.json, '],
  [['agen.tf', 'openapi.json'], 'Name one export: '],
  [['agen.tf', '--server', 'here'], '--server must be an http or https address'],
  [['agen.tf', '--actions', 'users_list,users_lst'], 'There is no action users_lst.'],
  [['agen.tf', '--colour'], "Unknown option '--colour'"],
])('refuses %j', async (args, message) => {
  await expect(exportCommand(args)).rejects.toThrow(message);
});

it('explains itself on --help', async () => {
  expect(await exportCommand(['--help'])).toMatch(/^npm run -s export -- <name>/);
});
