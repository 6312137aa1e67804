/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Replaces a secret in what is logged or stored. */
export const MASKED = '[left out]';

/** Decides what is a secret in a value. */
export interface MaskOptions {
  /** Names of fields that hold secrets, at any depth. */
  readonly fields: readonly string[];
  /** Masks what looks like a key of the vendor in a text. */
  readonly redact: (text: string) => string;
  /** Stands in place of a secret; `MASKED` if omitted. */
  readonly replacement?: string;
}

const SECRET_NAME =
  /secret|password|passphrase|authorization|cookie|credential|bearer|signing|private_?key|access_?key|api_?key|token$/i;

/** Ids must stay readable in an audit, such as `api_key_id`. */
const REFERENCE = /_?ids?$/i;

/** A map of headers: any of its values may be a credential. */
const HEADERS = /headers$/i;

const URLS = /\bhttps?:\/\/[^\s"'<>]+/gi;

/** Query parameters that carry credentials in the URLs of webhooks and collectors. */
const SECRET_PARAMETER = /^(key|code|sig|signature|auth)$/i;

const MAX_DEPTH = 16;

/**
 * A copy of a value that is safe to log and to store: without the given fields, without fields that have the name of a
 * secret, without the values of header maps, and without keys and the credentials of URLs inside texts.
 */
export function maskSecrets(value: unknown, options: MaskOptions): Json {
  return new Mask(options).copy(value, 0);
}

class Mask {
  readonly #fields: ReadonlySet<string>;
  readonly #replacement: string;

  constructor(private readonly options: MaskOptions) {
    this.#fields = new Set(options.fields);
    this.#replacement = options.replacement ?? MASKED;
  }

  copy(value: unknown, depth: number): Json {
    if (typeof value === 'string') return maskUrls(this.options.redact(value));
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
    if (typeof value !== 'object' || value === null) return null;
    if (depth >= MAX_DEPTH) return '[too deep]';
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.copy(value.toJSON(), depth + 1);
    if (Array.isArray(value)) return value.map((item) => this.copy(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        this.options.redact(name),
        this.#field(name, field, depth),
      ]),
    );
  }

  #field(name: string, value: unknown, depth: number): Json {
    if (this.#fields.has(name) || soundsSecret(name)) return this.#replacement;
    if (HEADERS.test(name) && isMap(value)) {
      return Object.fromEntries(
        Object.keys(value).map((header) => [this.options.redact(header), this.#replacement]),
      );
    }
    return this.copy(value, depth + 1);
  }
}

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const soundsSecret = (name: string): boolean => SECRET_NAME.test(name) && !REFERENCE.test(name);

const maskUrls = (text: string): string => (text.includes('://') ? text.replace(URLS, maskUrl) : text);

function maskUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  const secrets = [...url.searchParams.keys()].filter(
    (name) => soundsSecret(name) || SECRET_PARAMETER.test(name),
  );
  if (url.username === '' && url.password === '' && secrets.length === 0) return text;
  for (const name of secrets) url.searchParams.set(name, MASKED);
  if (url.username !== '') url.username = 'masked';
  if (url.password !== '') url.password = 'masked';
  return url.href;
}
