import type { ToolCatalog } from '../tools/tool-catalog.js';
import { toolNameOf } from '../tools/tool-name.js';

const SNAKE_CASE = /\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g;

/** A text of a connector, which names actions, as a client of tools has to read it. */
export const inTools = (text: string, connectorId: string, catalog: ToolCatalog): string =>
  text.replace(SNAKE_CASE, (word) => {
    const name = toolNameOf(connectorId, word);
    return catalog.find(name) === undefined ? word : name;
  });
