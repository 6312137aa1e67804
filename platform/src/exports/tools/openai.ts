import type { Exporter } from '../exporter.js';
import { jsonText } from '../json-text.js';
import { strictSchema } from './strict-schema.js';
import { toolsOf } from './tool-texts.js';

/** Tools of the Chat Completions API, which most other hosts take too. */
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
