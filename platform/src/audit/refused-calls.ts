import type { InvocationContext } from 'anthropic-admin-connector';
import { LRUCache } from 'lru-cache';
import { moment } from '../database/schema.js';
import { plainTextOrNull } from '../security/text.js';
import type { AuditChain } from './audit-chain.js';
import { detailsOf } from './details.js';

const WINDOW_MS = 60_000;
const SUBJECTS_KEPT = 10_000;

/** The refused calls of one subject since its first one, for a minute. */
interface Tally {
  readonly context: Pick<InvocationContext, 'tenantId' | 'actor'>;
  /** Epoch milliseconds. */
  readonly since: number;
  calls: number;
  /** Calls without an entry of their own, by error code. */
  readonly codes: Map<string, number>;
}

/**
 * Counts the calls that were refused before anything was sent. The first ones of a subject in a minute have an entry each; the
 * others are counted, and one entry says how many they were: a repeated wrong call does not fill the audit.
 */
export class RefusedCalls {
  readonly #tallies = new LRUCache<string, Tally>({
    max: SUBJECTS_KEPT,
    dispose: (tally, _, reason) => {
      if (reason === 'evict') void this.#write(tally);
    },
  });

  /**
   * @param perMinute - calls of one subject that have an entry each
   * @param report - receives what keeps an entry from being written
   * @param now - epoch milliseconds
   */
  constructor(
    private readonly chain: Pick<AuditChain, 'append'>,
    private readonly perMinute: number,
    private readonly report: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether a refused call is counted; otherwise it has an entry of its own. */
  isCounted(context: Tally['context'], code: string): boolean {
    const key = JSON.stringify([context.tenantId, context.actor?.id]);
    let tally = this.#tallies.get(key);
    if (!tally || this.now() - tally.since >= WINDOW_MS) {
      if (tally) void this.#write(tally);
      const { tenantId, actor } = context;
      tally = {
        context: { tenantId, ...(actor && { actor }) },
        since: this.now(),
        calls: 0,
        codes: new Map(),
      };
      this.#tallies.set(key, tally);
    }
    tally.calls += 1;
    if (tally.calls <= this.perMinute) return false;
    tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
    return true;
  }

  /** Writes the entries of the minutes that are over; of all of them at the end of the process. */
  async flush(all = false): Promise<void> {
    const over = [...this.#tallies].filter(([, { since }]) => all || this.now() - since >= WINDOW_MS);
    for (const [key] of over) this.#tallies.delete(key);
    await Promise.all(over.map(([, tally]) => this.#write(tally)));
  }

  async #write({ context: { tenantId, actor }, since, codes }: Tally): Promise<void> {
    const refused = [...codes.values()].reduce((sum, count) => sum + count, 0);
    if (refused === 0) return;
    const [code = null] = [...codes].sort(([, one], [, other]) => other - one).map(([name]) => name);
    try {
      await this.chain.append({
        tenantId,
        kind: 'invocation',
        action: 'invocations.refused',
        actorId: plainTextOrNull(actor?.id),
        actorType: actor?.type ?? null,
        connection: null,
        code,
        requestId: null,
        upstreamRequestId: null,
        durationMs: null,
        details: detailsOf({ refused, codes: Object.fromEntries(codes), since: moment(since) }),
      });
    } catch (error) {
      this.report(error);
    }
  }
}
