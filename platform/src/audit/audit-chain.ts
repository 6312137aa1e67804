import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';
import type { AuditFacts, ChainedEntry } from './entry.js';
import { extendChain, type DatedFacts } from './extend-chain.js';
import type { HeadSeal } from './head-seal.js';

interface Waiting {
  readonly facts: DatedFacts;
  readonly resolve: (entry: ChainedEntry) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 100;

/**
 * Writes entries into the chains of tenants. Those of one tenant that come while one is being written go in together
 * afterwards: a chain grows one transaction at a time, and one transaction an entry would make callers queue.
 */
export class AuditChain {
  readonly #waiting = new Map<string, Waiting[]>();

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly database: Database,
    private readonly seal: HeadSeal,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Writes one entry; it is on disk when this resolves.
   * @throws BrokenChain where somebody has tampered with the chain, and what the database throws.
   */
  append(facts: AuditFacts): Promise<ChainedEntry> {
    const dated = { ...facts, at: moment(this.now()) };
    return new Promise((resolve, reject) => {
      const entry = { facts: dated, resolve, reject };
      const line = this.#waiting.get(facts.tenantId);
      if (line) {
        line.push(entry);
        return;
      }
      this.#waiting.set(facts.tenantId, [entry]);
      void this.writeAll(facts.tenantId);
    });
  }

  private async writeAll(tenantId: string): Promise<void> {
    const line = this.#waiting.get(tenantId) ?? [];
    while (line.length > 0) {
      // An embedded database is done before the event loop turns: without a turn nobody could ever join a batch.
      await turn();
      await this.write(tenantId, line.splice(0, MAX_BATCH));
    }
    this.#waiting.delete(tenantId);
  }

  private async write(tenantId: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const entries = await extendChain(
        this.database,
        this.seal,
        tenantId,
        batch.map(({ facts }) => facts),
      );
      batch.forEach(({ resolve }, index) => resolve(entries[index] as ChainedEntry));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }
}
