/* Writes docs/actions.md from the catalogue of the built plugin: `npm run generate:docs`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { renderActions } from './docs/render-actions.mjs';

const TARGET = new URL('../docs/actions.md', import.meta.url);

const connector = new AnthropicConnector();
const actions = connector.list({ include: 'all' }).map(({ id }) => connector.describe(id));
await connector.close();

await mkdir(new URL('.', TARGET), { recursive: true });
await writeFile(TARGET, renderActions(actions));
