import { createHash } from 'node:crypto';
import type { MountedConnector } from '../connectors/connector-directory.js';
import { exportInput } from './export-input.js';
import { EXPORTERS, type ExportName } from './exporters.js';

/** The text of an export, and the tag that changes with it. */
export interface WrittenExport {
  readonly text: string;
  readonly etag: string;
}

/** How many are kept: a caller may ask for any number of addresses. */
const KEPT_MAX = 32;

/** Writes exports, and keeps them: a catalogue does not change while the platform runs. */
export class WrittenExports {
  readonly #byConnector = new WeakMap<MountedConnector, Map<string, WrittenExport>>();

  get(connector: MountedConnector, name: ExportName, server?: string): WrittenExport {
    const kept = this.#keptOf(connector);
    const key = `${name} ${server ?? ''}`;
    const known = kept.get(key) ?? write(connector, name, server);
    kept.delete(key);
    kept.set(key, known);
    for (const oldest of [...kept.keys()].slice(0, -KEPT_MAX)) kept.delete(oldest);
    return known;
  }

  #keptOf(connector: MountedConnector): Map<string, WrittenExport> {
    const kept = this.#byConnector.get(connector) ?? new Map<string, WrittenExport>();
    this.#byConnector.set(connector, kept);
    return kept;
  }
}

function write(connector: MountedConnector, name: ExportName, server?: string): WrittenExport {
  const text = EXPORTERS[name].write(exportInput(connector, server));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
