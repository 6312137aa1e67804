import { createHash } from 'node:crypto';
import { maskSecrets, type InvocationContext } from 'anthropic-admin-connector';
import { LRUCache } from 'lru-cache';
import { maskKeys } from '../security/text.js';
import { canonicalJson, type Json, type AuditFacts } from './entry.js';
import type { Person } from './persons/person-keys.js';

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
        return `${scheme}${host}/sha256:${digestOf(withoutAddresses(whole)).slice(0, DIGEST_LENGTH)}`;
      })
    : text;

const DIGEST_LENGTH = 16;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

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
  const leftOut = isLarge ? 'too large' : 'hourly limit';
  const unnamed = text.includes('@') ? canonicalJson(mapTexts(input, withoutAddresses)) : text;
  return { ...present, input: { leftOut, bytes, sha256: digestOf(unnamed) } };
}

/**
 * E-mail addresses in a text; the letters may be of any language, and an apostrophe may be in the middle. One begins where a word does:
 * to try each of its characters takes 64 times as long.
 */
const ADDRESSES =
  /(?<![^\s"'<>()[\]{},;:@/\\])[^\s"'<>()[\]{},;:@/\\][^\s"<>()[\]{},;:@/\\]{0,127}@[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]{0,252}\.(?:xn--[a-z0-9-]{1,59}|[\p{L}\p{M}]{2,63})/giu;

/** A text that is nothing but an address, in which more characters are possible, and hosts without a dot. */
const ADDRESS = /^[^\s@]{1,320}@[^\s@]{1,255}$/;

/** A text with each address in it replaced. */
const replaceAddresses = (text: string, replace: (address: string) => string): string =>
  ADDRESS.test(text) ? replace(text) : text.replace(ADDRESSES, replace);

/** What a digest is made of: who guesses an address must not find it by its digest. */
const withoutAddresses = (text: string): string => replaceAddresses(text, () => '[person]');

/** The most persons of an entry. */
const MAX_PERSONS = 50;

/** What of an event may name persons. */
type Personal = Pick<AuditFacts, 'action' | 'actorId' | 'persons' | 'details'>;

/** The texts that name persons in an event: who acts, whom it is about, and e-mail addresses; at most 50. */
export function personalTexts({ actorId, persons = [], details }: Personal): string[] {
  const texts = new Set([...(actorId === null ? [] : [actorId]), ...persons]);
  // Most events have no address.
  if (JSON.stringify(details).includes('@')) {
    mapTexts(details, (text) => {
      return replaceAddresses(text, (address) => {
        texts.add(address);
        return address;
      });
    });
  }
  return [...texts].filter((text) => text !== '').slice(0, MAX_PERSONS);
}

/**
 * An event with the id of a person in place of each text that names one, and these texts under the keys of the persons. An action that does
 * not exist may have any name: no address in it is kept.
 */
export function withPersonIds<Facts extends Personal>(
  given: Facts,
  persons: ReadonlyMap<string, Person>,
): Facts {
  const facts = { ...given, action: withoutAddresses(given.action) };
  const texts = personalTexts(facts);
  if (texts.length === 0) return facts;
  const named = texts.flatMap((text) => persons.get(text) ?? []);
  const idOf = (text: string): string => persons.get(text)?.id ?? LEFT_OUT;
  const about = new Set(facts.persons);
  const inDetails = (text: string): string => (about.has(text) ? idOf(text) : replaceAddresses(text, idOf));
  return {
    ...facts,
    actorId: facts.actorId === null || facts.actorId === '' ? facts.actorId : idOf(facts.actorId),
    details: {
      ...(mapTexts(facts.details, inDetails) as AuditFacts['details']),
      personal: Object.fromEntries(named.map(({ id, sealed }) => [id, sealed])),
    },
  };
}

const LEFT_OUT = '[left out]';

/** A value with each of its texts, also the names of its fields, replaced. */
export function mapTexts(value: Json, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: Json) => mapTexts(each, replace));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [replace(name), mapTexts(each, replace)]),
  );
}
