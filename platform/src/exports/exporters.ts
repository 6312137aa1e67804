import { jsonText, type Exporter } from './exporter.js';
import { apiOpenApi, fullOpenApi, plainOpenApi } from './openapi/document.js';
import { agenTerraform } from './terraform/agen.js';
import { anthropicTools, openAiTools } from './tools/tools.js';

const catalog: Exporter = {
  description:
    'Every action with its schemas and limitations, including those that the API or its credential does not offer.',
  mediaType: 'application/json',
  write: ({ manifest, catalogue }) => jsonText({ manifest, actions: catalogue }),
};

/** Every export by its name: the only list of them. */
export const EXPORTERS = {
  'openapi.agen.json': plainOpenApi,
  'openapi.json': fullOpenApi,
  'openapi.api.json': apiOpenApi,
  'tools.anthropic.json': anthropicTools,
  'tools.openai.json': openAiTools,
  'catalog.json': catalog,
  'agen.tf': agenTerraform,
} as const satisfies Readonly<Record<string, Exporter>>;

/** The name of an export. */
export type ExportName = keyof typeof EXPORTERS;

/** The names of all exports. */
export const EXPORT_NAMES = Object.keys(EXPORTERS) as readonly ExportName[];

/** Tells whether an export has this name. */
export const isExportName = (name: string): name is ExportName => Object.hasOwn(EXPORTERS, name);
