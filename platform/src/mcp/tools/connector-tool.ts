import type { Tool } from '@modelcontextprotocol/server';
import type { ActionDescription, NameOf } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Introduced } from '../server-info.js';
import { annotationsOf, type AnnotationProfile } from './annotations.js';
import { outcomeSchemaOf } from './outcome-schema.js';
import { scopeOf } from './scopes.js';
import { extrasOf, inputSchemaOf } from './tool-input.js';

/** The part of a connector that tools are made from. */
export type ToolSource = Pick<MountedConnector, 'describe' | 'invokeAny' | 'list'> & {
  readonly manifest: Introduced;
};

/** Returns the tool name of an action: the connector's id, an underscore and the action's id. */
export const toolNameOf = (connectorId: string, actionId: string): string => `${connectorId}_${actionId}`;

/** Names the actions of a connector by their tools. */
export const toolNamesOf =
  (connectorId: string): NameOf =>
  (actionId) =>
    toolNameOf(connectorId, actionId);

/** An action as a tool. */
export class ConnectorTool {
  readonly name: string;
  readonly actionId: string;
  /** The scope that a token needs to list and call the tool. */
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

  /** The entry of `tools/list`, created on first use because some tools are never listed. */
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
