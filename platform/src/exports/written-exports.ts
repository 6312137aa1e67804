import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { exportInput } from './exporter.js';
import { EXPORTERS, type ExportName } from './exporters.js';

/** The text of an export, and the entity tag that changes with it. */
export interface WrittenExport {
  readonly text: string;
  readonly etag: string;
}

interface Request {
  readonly connector: MountedConnector;
  readonly name: ExportName;
  readonly server: string | undefined;
}

/** A caller may ask for any number of server addresses, so the number of kept texts is bounded. */
const KEPT_MAX = 32;

/** Writes exports and keeps their texts, because a catalogue does not change while the platform runs. */
export class WrittenExports {
  readonly #kept = new LRUCache<string, WrittenExport, Request>({
    max: KEPT_MAX,
    memoMethod: (_key, _stale, { context }) => write(context),
  });

  /** Returns an export, written at the first call. */
  get(connector: MountedConnector, name: ExportName, server?: string): WrittenExport {
    const key = [connector.manifest.id, name, server ?? ''].join(' ');
    return this.#kept.memo(key, { context: { connector, name, server } });
  }
}

function write({ connector, name, server }: Request): WrittenExport {
  const text = EXPORTERS[name].write(exportInput(connector, server));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
