import type { ActionDescription, ConnectionService } from 'anthropic-admin-connector';
import {
  mcpTool,
  type AnnotationProfile,
  type McpTool,
  type ToolSource as AnyToolSource,
} from 'anthropic-admin-connector/tools';
import { scopeOf } from '../../permissions/permissions.js';
import type { Introduced } from '../server-info.js';

/** The part of a connector that the server needs. */
export type ToolSource = AnyToolSource & {
  readonly manifest: Introduced;
  /** Where the policies of keys are; nothing is left out of the list without it. */
  readonly connections?: Pick<ConnectionService, 'find'>;
};

/** An action as a tool. */
export class ConnectorTool {
  /** The scope that a token needs to list and call the tool. */
  readonly scope: string;
  #listing: McpTool | undefined;

  constructor(
    readonly name: string,
    readonly source: ToolSource,
    private readonly action: ActionDescription,
    private readonly profile: AnnotationProfile,
  ) {
    this.scope = scopeOf(source.manifest.id, action.effect);
  }

  /** The entry of `tools/list`, created on first use because some tools are never listed. */
  get listing(): McpTool {
    return (this.#listing ??= mcpTool(this.name, this.action, { annotations: this.profile }));
  }
}
