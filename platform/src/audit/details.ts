import { createHash } from 'node:crypto';
import { maskSecrets } from 'anthropic-admin-connector';
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

/** Details of an entry: undefined values are omitted, and an input that is too large is replaced by its digest. */
export function detailsOf(fields: Readonly<Record<string, Json | undefined>>): AuditFacts['details'] {
  const present = Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  );
  const { input } = present;
  if (input === undefined) return present;
  const text = canonicalJson(input);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_BYTES) return present;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...present, input: { leftOut: 'too large', bytes, sha256 } };
}
