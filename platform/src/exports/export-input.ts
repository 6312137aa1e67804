import type { ExportInput } from './exporter.js';
import type { MountedConnector } from '../connectors/connector-directory.js';

/** Where `npm start` answers; what an export points at unless another address is given. */
export const LOCAL_SERVER = 'http://127.0.0.1:3000';

/** Gathers what a connector tells of itself. */
export const exportInput = (
  connector: Pick<MountedConnector, 'manifest' | 'list' | 'describe'>,
  server = LOCAL_SERVER,
): ExportInput => ({
  manifest: connector.manifest,
  catalogue: connector.list({ include: 'all' }).flatMap(({ id }) => connector.describe(id) ?? []),
  server,
});
