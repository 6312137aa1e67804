import { createHash } from 'node:crypto';
import { maskSecrets, type InvocationContext } from 'anthropic-admin-connector';
import { LRUCache } from 'lru-cache';
import { maskKeys } from '../security/text.js';
import { canonicalJson, type Json, type AuditFacts } from './entry.js';

/** A value that is safe to store: without secrets, and without keys of any connector inside texts. */
export const scrub = (value: unknown): Json =>
  maskSecrets(value, { fields: [], redact: (text) => digestUrls(maskKeys(text)) });

/** The parts of a URL: its scheme and host, and the rest, any of which may be a secret, such as the path of a webhook. */
const URLS = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s"'<>/?#]{0,512})([^\s"'<>]*)/gi;

/** URLs with a digest in place of what follows the host, which still tells two of them apart. */
const digestUrls = (text: string): string =>
  text.includes('://')
    ? text.replace(URLS, (whole, scheme: string, authority: string, rest: string) => {
        const host = authority.slice(authority.lastIndexOf('@') + 1);
        if (host === authority && (rest === '' || rest === '/')) return whole;
        return `${scheme}${host}/sha256:${createHash('sha256').update(whole).digest('hex').slice(0, DIGEST_LENGTH)}`;
      })
    : text;

const DIGEST_LENGTH = 16;

const MAX_BYTES = 32 * 1024;

/** The time for which a budget of inputs is, milliseconds. */
export const BUDGET_MS = 3_600_000;

const BUDGETS_KEPT = 10_000;

/** The bytes of inputs that this process writes in an hour: of each tenant, and of them a share of each subject. */
export class InputBudget {
  /** The tenant of a subject is used whenever the subject is, so it is not forgotten before it. */
  readonly #used: LRUCache<string, { bytes: number }>;

  /**
   * @param perTenant - bytes
   * @param subjectShare - the percentage of them that one subject may use
   * @param now - epoch milliseconds
   */
  constructor(
    private readonly perTenant: number,
    private readonly subjectShare: number,
    now: () => number = Date.now,
  ) {
    this.#used = new LRUCache({ max: BUDGETS_KEPT, ttl: BUDGET_MS, ttlResolution: 0, perf: { now } });
  }

  /** Takes the bytes of an input from the budgets of its tenant and subject; false where one of them has less. */
  take({ tenantId, actor }: Pick<InvocationContext, 'tenantId' | 'actor'>, bytes: number): boolean {
    const [tenant, subject] = [this.#of(tenantId), this.#of(tenantId, actor?.id ?? '')];
    const isOver =
      tenant.bytes + bytes > this.perTenant ||
      (subject.bytes + bytes) * 100 > this.perTenant * this.subjectShare;
    if (isOver) return false;
    tenant.bytes += bytes;
    subject.bytes += bytes;
    return true;
  }

  #of(...owner: readonly string[]): { bytes: number } {
    const key = JSON.stringify(owner);
    const used = this.#used.get(key) ?? { bytes: 0 };
    if (!this.#used.has(key)) this.#used.set(key, used);
    return used;
  }
}

/**
 * Details of an entry: undefined values are omitted, and an input that is too large, or for which there is no room, is replaced by its
 * digest.
 * @param hasRoom - whether so many bytes may be written
 */
export function detailsOf(
  fields: Readonly<Record<string, Json | undefined>>,
  hasRoom?: (bytes: number) => boolean,
): AuditFacts['details'] {
  const present = Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  );
  const { input } = present;
  if (input === undefined) return present;
  const text = canonicalJson(input);
  const bytes = Buffer.byteLength(text);
  const isLarge = bytes > MAX_BYTES;
  if (!isLarge && (hasRoom?.(bytes) ?? true)) return present;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...present, input: { leftOut: isLarge ? 'too large' : 'hourly limit', bytes, sha256 } };
}
