export { actionText } from './action-text.js';
export type { CutNotice, CutSuccess } from './cut-result.js';
export {
  ANNOTATION_PROFILES,
  annotationsOf,
  type AnnotationProfile,
  type ToolAnnotations,
} from './mcp/annotations.js';
export { mcpTool, type McpTool, type McpToolOptions } from './mcp/mcp-tool.js';
export { MAX_RESULT_BYTES, runTool, toolNames, type RunToolOptions } from './run-tool.js';
export { describeKeywords, type Described } from './schema/describe-keywords.js';
export { fromStrict } from './schema/from-strict.js';
export {
  defined,
  mapChildren,
  mapValues,
  splitNullable,
  type Schema,
  type SplitNullable,
} from './schema/json-schema.js';
export { strictSchema } from './schema/strict-schema.js';
export type { ToolResult, ToolText } from './tool-result.js';
export {
  actionsIn,
  describedAction,
  howToList,
  INCLUDABLE,
  InvalidToolView,
  packNamesOf,
  toolViewFrom,
  type DescribedAction,
  type Includable,
  type ToolSource,
  type ToolView,
} from './tool-view.js';
export {
  toTools,
  type AnthropicTool,
  type ArgumentsSchema,
  type OpenAiTool,
  type ToolForms,
  type ToolFormat,
  type ToolOptions,
} from './to-tools.js';
