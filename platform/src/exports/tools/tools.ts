import { actionText } from '../action-text.js';
import { jsonText, offered, type ExportInput, type Exporter } from '../exporter.js';
import { mapDescriptions, type Schema } from '../schema/json-schema.js';
import { strictSchema } from './strict-schema.js';

/** Tools of Claude's Messages API. */
export const anthropicTools: Exporter = {
  description: "Tools in the form of Claude's Messages API.",
  mediaType: 'application/json',
  write: (input) =>
    jsonText(
      toolsOf(input).map(({ name, description, schema }) => ({ name, description, input_schema: schema })),
    ),
};

/** Strict tools of the Chat Completions API, which most other hosts accept too. */
export const openAiTools: Exporter = {
  description:
    'Tools in the strict form of the Chat Completions API: every field required, optional ones null.',
  mediaType: 'application/json',
  write: (input) =>
    jsonText(
      toolsOf(input).map(({ name, description, schema }) => ({
        type: 'function',
        function: { name, description, strict: true, parameters: strictSchema(schema) },
      })),
    ),
};

/** What every tool format is written from. */
interface Tool {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
}

/** OpenAI's maximum for a function; other hosts accept more. */
const DESCRIPTION_MAX_LENGTH = 1024;

/** Lists the offered actions as tools. Descriptions refer to other tools by the names that the model sees. */
function toolsOf({ manifest, catalogue }: ExportInput): Tool[] {
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
