import type { MountedConnector } from '../../connectors/connector-directory.js';

/** What is asked of a connector whose actions become tools. */
export type ToolSource = Pick<MountedConnector, 'describe' | 'dispatcher' | 'list'> & {
  readonly manifest: { readonly id: string };
};
