import { ANTHROPIC_WIRE, type ActionDescription } from 'anthropic-admin-connector';
import type { MountedConnector, WireProfile } from 'anthropic-admin-connector/kit';
import { ANTHROPIC_ID } from '../config/anthropic.config.js';

/** The part of a connector that exports are written from. */
export type ExportedConnector = Pick<MountedConnector, 'manifest' | 'baseUrl' | 'list' | 'describe'>;

/** What a client of the API itself has to know beside its operations. */
export type ApiWire = Pick<WireProfile, 'baseUrl' | 'headers' | 'authenticate' | 'betaHeader'>;

/** Everything that an export is written from. */
export interface ExportInput {
  readonly connector: ExportedConnector;
  readonly manifest: MountedConnector['manifest'];
  /** Every action, including those that the API does not offer. */
  readonly catalogue: readonly ActionDescription[];
  /** Whether the platform answers the requests of the API itself, at its drop-in endpoint. */
  readonly dropIn: boolean;
  /** How the API is asked, where the platform knows it. */
  readonly wire?: ApiWire;
  /** URL at which clients reach the platform, without a trailing slash. */
  readonly server: string;
}

/** Writes a catalogue as a document that another system imports. */
export interface Exporter {
  /** What it is and which systems import it, in one line. */
  readonly description: string;
  readonly mediaType: string;
  write(input: ExportInput): string;
}

/** URL of the platform that `npm start` runs; the default server of an export. */
const LOCAL_SERVER = 'http://127.0.0.1:3000';

/** Collects what a connector says about itself. */
export const exportInput = (connector: ExportedConnector, server = LOCAL_SERVER): ExportInput => ({
  connector,
  manifest: connector.manifest,
  ...(connector.manifest.id === ANTHROPIC_ID ? { dropIn: true, wire: ANTHROPIC_WIRE } : { dropIn: false }),
  catalogue: connector
    .list({ include: 'all' })
    .flatMap(({ id }) => connector.describe(id, { titles: false }) ?? []),
  server,
});

/** Keeps the actions that the credential of a connector can run. Documents that clients act on contain no others. */
export const offered = (catalogue: readonly ActionDescription[]): readonly ActionDescription[] =>
  catalogue.filter(({ available }) => available);

/** Formats a value as indented JSON that ends with a line feed. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
