import type { Tool } from '@modelcontextprotocol/server';
import type { ActionDescription } from 'anthropic-admin-connector';
import { annotationsOf, type AnnotationProfile } from './annotations.js';
import { outcomeSchemaOf } from './outcome-schema.js';
import { scopeOf } from './scopes.js';
import { extrasOf, inputSchemaOf } from './tool-input.js';
import { toolNameOf } from './tool-name.js';
import type { ToolSource } from './tool-source.js';

/** An action as a tool. */
export class ConnectorTool {
  readonly name: string;
  readonly actionId: string;
  /** What a token must allow for it to be seen and called. */
  readonly scope: string;
  /** Names of the arguments that are not fields of the action. */
  readonly extras: readonly string[];
  #listing: Tool | undefined;

  constructor(
    readonly source: ToolSource,
    private readonly action: ActionDescription,
    private readonly profile: AnnotationProfile,
  ) {
    const { id } = source.manifest;
    this.actionId = action.id;
    this.name = toolNameOf(id, action.id);
    this.scope = scopeOf(id, action.effect);
    this.extras = Object.keys(extrasOf(action));
  }

  /** The tool as `tools/list` shows it; most are asked for sooner or later, the unlisted ones never. */
  get listing(): Tool {
    const { title, description, effect, outputSchema } = this.action;
    return (this.#listing ??= {
      name: this.name,
      title,
      description,
      inputSchema: inputSchemaOf(this.action) as Tool['inputSchema'],
      outputSchema: outcomeSchemaOf(outputSchema) as Tool['outputSchema'],
      annotations: annotationsOf(title, effect, this.profile),
    });
  }
}

/** @throws Error where the source lists an action that it cannot describe. */
export function madeOf(source: ToolSource, actionId: string, profile: AnnotationProfile): ConnectorTool {
  const action = source.describe(actionId);
  if (action) return new ConnectorTool(source, action, profile);
  throw new Error(`Connector "${source.manifest.id}" lists "${actionId}" and does not describe it.`);
}
