import type { MountedConnector } from '../../connectors/mounted-connector.js';

/** What is asked of a connector whose actions become tools. */
export type ToolSource = Pick<MountedConnector, 'describe' | 'dispatcher' | 'list'> & {
  readonly manifest: { readonly id: string };
};
