import type { Exporter } from '../exporter.js';
import { jsonText } from '../json-text.js';
import { toolsOf } from './tool-texts.js';

/** Tools of Claude's Messages API. */
export const anthropicTools: Exporter = {
  description: "Tools in the form of Claude's Messages API.",
  mediaType: 'application/json',
  write: (input) =>
    jsonText(
      toolsOf(input).map(({ name, description, schema }) => ({ name, description, input_schema: schema })),
    ),
};
