import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../platform/src/admin/commands.js';
import { CONTEXT_FIELDS } from '../../platform/src/policies/cedar/catalogue.js';
import { DEFAULT_POLICIES } from '../../platform/src/policies/defaults.js';
import { completed } from '../../platform/src/policies/templates/compose.js';
import { TEMPLATES } from '../../platform/src/policies/templates/templates.js';
import { check } from '../policies/support/policies.js';
import { codeBlocks } from '../support/markdown.js';

const PAGE = 'docs/policies.md';
const text = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');

test('shows what is shipped and every template, as they are, and each is valid', async () => {
  const blocks = codeBlocks(PAGE, 'cedar').map((block) => block.trim());

  expect(blocks).toEqual([
    DEFAULT_POLICIES.trim(),
    'permit (principal, action, resource);',
    ...TEMPLATES.map((template) => template.cedar(completed(template, {}))),
  ]);
  expect(await Promise.all(blocks.map(async (block) => (await check(block)).ok))).toEqual(
    blocks.map(() => true),
  );
  expect(TEMPLATES.filter(({ title }) => !text.includes(`### ${title}\n`))).toEqual([]);
});

test('names every field of the context, and commands that there are', () => {
  const named = new Set([...text.matchAll(/`context\.(\w+)`/g)].map(([, name]) => name));
  const commands = [...text.matchAll(/npm run -s admin -- (policies [a-z]+)/g)].map(([, name]) => name);

  expect([...named].sort()).toEqual(
    [...CONTEXT_FIELDS.filter((name) => name !== 'source'), 'input', 'source'].sort(),
  );
  expect(commands.sort()).toEqual(
    COMMANDS.map(({ name }) => name)
      .filter((name) => name.startsWith('policies '))
      .sort(),
  );
});
