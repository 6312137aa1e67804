import { toTools, type ToolFormat } from 'anthropic-admin-connector/tools';
import { jsonText, offered, type ExportInput, type Exporter } from '../exporter.js';

/** Tools of Claude's Messages API. */
export const anthropicTools: Exporter = {
  description: "Tools in the form of Claude's Messages API.",
  mediaType: 'application/json',
  write: (input) => toolsText(input, 'anthropic'),
};

/** Strict tools of the Chat Completions API, which most other hosts accept too. */
export const openAiTools: Exporter = {
  description:
    'Tools in the strict form of the Chat Completions API: every field required, optional ones null.',
  mediaType: 'application/json',
  write: (input) => toolsText(input, 'openai'),
};

const toolsText = ({ connector, catalogue }: ExportInput, format: ToolFormat): string =>
  jsonText(toTools(connector, { format, actions: offered(catalogue).map(({ id }) => id) }));
