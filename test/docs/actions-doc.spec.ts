import { readFileSync } from 'node:fs';
import { renderActions } from '../../scripts/docs/render-actions.mjs';
import { AnthropicConnector } from '../../src/connector/connector.js';

const page = readFileSync(new URL('../../docs/actions.md', import.meta.url), 'utf8');

describe('docs/actions.md', () => {
  const connector = new AnthropicConnector();
  const actions = connector.list({ include: 'all' }).map(({ id }) => connector.describe(id)!);
  afterAll(() => connector.close());

  it('is what the catalogue says (else: npm run generate:docs)', () => {
    expect(page).toBe(renderActions(actions));
  });

  it('names every action, and links to what it names', () => {
    const headings = new Set(
      [...page.matchAll(/^#{2,3} (.+)$/gm)].map(([, text]) => text!.toLowerCase().replaceAll(' ', '-')),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);

    expect(actions.filter(({ id }) => !page.includes(`\`${id}\``))).toEqual([]);
    expect(links.filter((anchor) => !headings.has(anchor))).toEqual([]);
  });

  it('describes every field of every action', () => {
    const lacking = actions.flatMap(({ id, inputSchema }) =>
      Object.keys((inputSchema['properties'] ?? {}) as object)
        .filter((field) => !sectionOf(id).includes(`| \`${field}\` |`))
        .map((field) => `${id}.${field}`),
    );

    expect(lacking).toEqual([]);
  });
});

const sectionOf = (id: string): string => page.split(`### ${id}\n`)[1]?.split('\n### ')[0] ?? '';
