import { actionText } from '../action-text.js';
import { offered } from '../offered.js';
import type { ExportInput } from '../exporter.js';
import { mapDescriptions } from '../schema/children.js';
import type { Schema } from '../schema/schema.js';

/** What every form of a tool is made of. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
}

/** OpenAI takes no more of a function; other hosts take more. */
const DESCRIPTION_MAX_LENGTH = 1024;

/** The actions that can be run as tools. They speak of each other by the names that the model sees. */
export function toolsOf({ manifest, catalogue }: ExportInput): Tool[] {
  const actions = offered(catalogue);
  const nameOf = (id: string): string => `${manifest.id}_${id}`;
  const ids = new RegExp(`\\b(${actions.map(({ id }) => id).join('|')})\\b`, 'g');
  const named = (text: string): string => text.replace(ids, nameOf);
  return actions.map((action) => ({
    name: nameOf(action.id),
    description: actionText(action, DESCRIPTION_MAX_LENGTH, named),
    schema: mapDescriptions(action.inputSchema as Schema, named),
  }));
}
