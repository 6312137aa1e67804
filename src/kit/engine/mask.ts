import { effectOf } from '../catalog/effects.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Invocation } from './invocation.js';
import type { Failure, Outcome } from './outcome.js';
import type { AuditEntry, InvocationFacts, InvocationRequest } from './ports.js';

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
  /** The fields that an input may have; the value of any other may be a secret with a misspelt name. */
  readonly known?: KnownFields;
  /** Replaces a secret; `MASKED` if omitted. */
  readonly replacement?: string;
}

const SECRET_NAME =
  /secret|password|passphrase|authorization|cookie|credential|bearer|signing|signature|private[-_]?key|access[-_]?key|api[-_]?key|token$/i;

/** Ids must stay readable in an audit, such as `api_key_id`. */
const REFERENCE = /[-_]?ids?$/i;

/** Headers, as a map or as a list of names and values: any of their values may be a credential. */
const HEADERS = /headers$/i;

/** Bounded: from each of many words, an endless scheme would be looked for to the end of the text. */
const URLS = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]+/gi;
const USER_INFO = /^([^/]*:\/\/)[^/?#@]*@/;

/** A parameter of a query or a fragment, and its value. */
const PARAMETER = /([?&#;])([^?=&#;]+)=([^&#;]*)/g;

/** Parameters that carry credentials in the URLs of webhooks and collectors. */
const SECRET_PARAMETER = /^(key|code|sig|auth)$/i;

/** The names of the fields of an input, at any depth. */
export interface KnownFields {
  readonly names: ReadonlySet<string>;
  /** Fields whose values have any names, such as tags. */
  readonly maps: ReadonlySet<string>;
  /** Whether the input itself has any names. */
  readonly any: boolean;
}

const MAX_DEPTH = 16;
const MAX_VALUES = 20_000;

/** Shorter values of secret fields are not searched for in texts: they would match by chance. */
const SHORTEST_SECRET = 6;

/**
 * A copy of a value that is safe to log and to store: without the given fields, without fields that have the name of a
 * secret, without the values of headers, and without keys and the credentials of URLs inside texts.
 */
export const maskSecrets = (value: unknown, options: MaskOptions): Json => new Mask(options).copy(value);

class Mask {
  readonly #fields: ReadonlySet<string>;
  readonly #replacement: string;
  #values = 0;

  constructor(
    private readonly options: MaskOptions,
    /** Receives each text that was masked as a whole. */
    private readonly onSecret?: (text: string) => void,
  ) {
    this.#fields = new Set(options.fields);
    this.#replacement = options.replacement ?? MASKED;
  }

  /** @param anyName - whether the fields of the value may have any names */
  copy(value: unknown, depth = 0, anyName = this.options.known?.any ?? true): Json {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
    if (typeof value !== 'object' || value === null) return null;
    this.#values += 1;
    if (depth >= MAX_DEPTH) return '[too deep]';
    if (this.#values > MAX_VALUES) return '[too large]';
    if (hasJson(value)) return this.copy(value.toJSON(), depth + 1, anyName);
    if (Array.isArray(value)) return value.map((item) => this.copy(item, depth + 1, anyName));
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        this.#text(name),
        anyName || this.options.known?.names.has(name) === true
          ? this.#field(name, field, depth)
          : this.#hidden(field),
      ]),
    );
  }

  #text(text: string): string {
    const redacted = this.options.redact(text);
    return redacted.includes('://') ? redacted.replace(URLS, maskUrl) : redacted;
  }

  #field(name: string, value: unknown, depth: number): Json {
    if (this.#fields.has(name) || soundsSecret(name)) return this.#hidden(value);
    if (!HEADERS.test(name) || typeof value !== 'object' || value === null)
      return this.copy(value, depth + 1, this.options.known?.maps.has(name) ?? true);
    return Array.isArray(value)
      ? value.map((header: unknown) => this.#header(header, depth + 1))
      : Object.fromEntries(
          Object.entries(value).map(([header, one]) => [this.#text(header), this.#hidden(one)]),
        );
  }

  /** One of a list of headers: `{ name, value }`, or a text such as `authorization: Bearer x`. */
  #header(header: unknown, depth: number): Json {
    if (typeof header !== 'object' || header === null) return this.#hidden(header);
    const { value, ...rest } = header as Readonly<Record<string, unknown>>;
    return {
      ...(this.copy(rest, depth, true) as object),
      ...(value === undefined ? {} : { value: this.#hidden(value) }),
    };
  }

  #hidden(value: unknown): string {
    if (this.onSecret) textsIn(value, this.onSecret);
    return this.#replacement;
  }
}

const hasJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

function textsIn(value: unknown, take: (text: string) => void, depth = 0): void {
  if (typeof value === 'string') take(value);
  if (typeof value !== 'object' || value === null || depth > 3) return;
  for (const one of Object.values(value).slice(0, 100)) textsIn(one, take, depth + 1);
}

const soundsSecret = (name: string): boolean => SECRET_NAME.test(name) && !REFERENCE.test(name);

function maskUrl(url: string): string {
  return url
    .replace(USER_INFO, '$1masked@')
    .replace(PARAMETER, (whole, mark: string, name: string) =>
      soundsSecret(name) || SECRET_PARAMETER.test(name) ? `${mark}${name}=masked` : whole,
    );
}

/** Builds what ports see of invocations. Secrets are masked when a port first reads them: most hosts read few. */
export class FactsBuilder {
  constructor(
    /** Instance of the connector. */
    private readonly connector: string,
    /** Masks what looks like a key in a text. */
    private readonly redact: (text: string) => string,
  ) {}

  /** An invocation as it arrives. */
  requestOf(
    action: CompiledAction | undefined,
    { actionId, input, context, requestId }: Invocation,
  ): InvocationRequest {
    const secrets = action?.secrets ?? NO_SECRETS;
    const masked = once(() =>
      maskSecrets(input, { fields: secrets.input, redact: this.redact, known: knownFieldsOf(action) }),
    );
    return {
      connector: this.connector,
      actionId,
      ...(action ? { action: action.action, effect: effectOf(action.action.effect, input) } : {}),
      get input() {
        return masked();
      },
      unmasked: () => input,
      secrets,
      context,
      requestId,
    };
  }

  /** An invocation whose input has been validated. */
  factsOf(
    { action, secrets }: CompiledAction,
    input: RawInput,
    { context, requestId, facts }: Invocation,
  ): InvocationFacts {
    const masked = once(() => maskSecrets(input, { fields: secrets.input, redact: this.redact }));
    return {
      connector: this.connector,
      action,
      effect: effectOf(action.effect, input),
      get input() {
        return masked() as InvocationFacts['input'];
      },
      unmasked: () => input,
      secrets,
      context,
      requestId,
      ...(facts.dryRun ? { dryRun: true } : {}),
    };
  }

  /** A finished invocation. */
  entryOf(request: InvocationRequest, outcome: Outcome): AuditEntry {
    const { connector, actionId, action, effect, secrets, context, requestId } = request;
    const input = request.unmasked();
    const masked = once(() => outcomeWithoutSecrets(outcome, input, secrets, this.redact));
    return {
      connector,
      actionId,
      ...(action && effect ? { action, effect } : {}),
      get input() {
        return request.input;
      },
      secrets,
      context,
      requestId,
      get outcome() {
        return masked();
      },
      unmasked: () => ({ input, outcome }),
    };
  }
}

/** What masking an outcome needs to know of its action. */
type Secrets = InvocationRequest['secrets'];

/**
 * An outcome as it may be logged and stored: without secrets in its data, its error and its warnings, also where an API
 * repeats a secret of the input in a text.
 */
export function outcomeWithoutSecrets(
  outcome: Outcome,
  input: unknown,
  secrets: Secrets,
  redact: (text: string) => string,
  replacement = MASKED,
): Outcome {
  const values = new Set<string>();
  const collect = (text: string): void => void (text.length >= SHORTEST_SECRET && values.add(text));
  new Mask({ fields: secrets.input, redact }, collect).copy(input);
  const fields = [...secrets.input, ...secrets.output];
  const options = {
    fields,
    replacement,
    redact: (text: string) =>
      [...values].reduce((left, secret) => left.replaceAll(secret, MASKED), redact(text)),
  };
  const meta = maskSecrets(outcome.meta, { ...options, fields: [] }) as unknown as Outcome['meta'];
  if (!outcome.ok) {
    const { limitation, ...rest } = outcome.error;
    const error = maskSecrets(rest, options) as unknown as Failure['error'];
    const alternative = limitation?.alternative && {
      alternative: maskSecrets(limitation.alternative, options),
    };
    return {
      ...outcome,
      error: {
        ...error,
        ...(limitation && { limitation: { ...limitation, ...alternative } }),
      } as Failure['error'],
      meta,
    };
  }
  const masked = once(() => maskSecrets(outcome.data, options));
  return {
    ...outcome,
    meta,
    get data() {
      return masked();
    },
  };
}

const NO_FIELDS: KnownFields = { names: new Set(), maps: new Set(), any: false };
const knownFields = new WeakMap<CompiledAction, KnownFields>();

/** The fields of an action's input; an unknown action has none. */
function knownFieldsOf(action: CompiledAction | undefined): KnownFields {
  if (!action) return NO_FIELDS;
  const known = knownFields.get(action) ?? fieldsIn(action.inputSchema);
  knownFields.set(action, known);
  return known;
}

function fieldsIn(schema: JsonSchema): KnownFields {
  const names = new Set<string>();
  const maps = new Set<string>();
  const isMap = (node: unknown): boolean =>
    isRecord(node) &&
    (('additionalProperties' in node && node['additionalProperties'] !== false) ||
      ['anyOf', 'oneOf', 'allOf'].some((union) => Array.isArray(node[union]) && node[union].some(isMap)) ||
      isMap(node['items']));
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (!isRecord(node)) return;
    for (const [key, value] of Object.entries(node)) {
      walk(value);
      if (key !== 'properties' || !isRecord(value)) continue;
      for (const [name, field] of Object.entries(value)) {
        names.add(name);
        if (isMap(field)) maps.add(name);
      }
    }
  };
  walk(schema);
  return { names, maps, any: isMap(schema) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NO_SECRETS = { input: [], output: [] } as const;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
