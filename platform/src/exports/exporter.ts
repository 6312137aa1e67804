import type { ActionDescription } from 'anthropic-admin-connector';
import type { MountedConnector } from '../connectors/connector-directory.js';

/** All that an export is made of. No exporter knows an endpoint. */
export interface ExportInput {
  readonly manifest: MountedConnector['manifest'];
  /** Every action, also those that the API does not offer. */
  readonly catalogue: readonly ActionDescription[];
  /** Where the platform is reached from outside, without a slash at the end. */
  readonly server: string;
}

/** Turns a catalogue into a document for somebody else. */
export interface Exporter {
  /** What it is and who takes it, in a line. */
  readonly description: string;
  readonly mediaType: string;
  write(input: ExportInput): string;
}
