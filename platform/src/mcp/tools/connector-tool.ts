import { effectOf } from 'anthropic-admin-connector/kit';
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
  #listing: McpTool | undefined;

  constructor(
    readonly name: string,
    readonly source: ToolSource,
    private readonly action: ActionDescription,
    private readonly profile: AnnotationProfile,
  ) {}

  /** Id of the action. */
  get actionId(): string {
    return this.action.id;
  }

  /** The scope that a call with these arguments needs. */
  scopeFor(input: unknown): string {
    return scopeOf(this.source.manifest.id, effectOf(this.action.effect, input));
  }

  /** Whether a token with these scopes may call the tool with these arguments; who may do its worst may do less as well. */
  allows(scopes: ReadonlySet<string>, input: unknown): boolean {
    return scopes.has(this.scopeFor(input)) || scopes.has(this.#worst);
  }

  /** Whether a token with these scopes may call the tool with any arguments at all. */
  isFor(scopes: ReadonlySet<string>): boolean {
    return scopes.has(this.#worst) || this.allows(scopes, {});
  }

  get #worst(): string {
    return scopeOf(this.source.manifest.id, this.action.effect);
  }

  /** The entry of `tools/list`, created on first use because some tools are never listed. */
  get listing(): McpTool {
    return (this.#listing ??= mcpTool(this.name, this.action, { annotations: this.profile }));
  }
}
