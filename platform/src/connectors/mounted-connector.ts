import type { AnthropicConnector } from 'anthropic-admin-connector';

/** What the platform asks of a connector. Any class marked with `@Connector({ id })` that has it can be mounted. */
export type MountedConnector = Pick<AnthropicConnector, 'connections' | 'describe' | 'list'> & {
  readonly manifest: Omit<AnthropicConnector['manifest'], 'id'> & { readonly id: string };
  readonly dispatcher: Pick<AnthropicConnector['dispatcher'], 'invoke'>;
};
