import type { ErrorEffects } from './effects.js';

/** The headers of a response: names in lower case, a repeated header as an array. */
export type ResponseHeaders = Readonly<Record<string, unknown>>;

/** The ids that a response carries. */
export interface ResponseIds {
  /** The vendor's id of the request, for its support. */
  readonly requestId?: string;
  /** The organization (account, tenant) that the credential belongs to. */
  readonly organizationId?: string;
}

/** The parts of a vendor's error envelope. Values that are not strings are ignored; keys in them are redacted. */
export interface ErrorEnvelope {
  /** The class of the error, such as `not_found_error`. */
  readonly type?: unknown;
  /** A finer code within the class. */
  readonly code?: unknown;
  /** The vendor's text. */
  readonly message?: unknown;
  /** Used where the headers name no request. */
  readonly requestId?: unknown;
  /** More about the error, as an object; ids of objects, for example. */
  readonly details?: unknown;
}

/**
 * Everything that a vendor decides about its wire, as data and pure functions.
 *
 * @example
 * const ACME: WireProfile = {
 *   vendor: 'Acme',
 *   baseUrl: 'https://api.acme.example',
 *   pathPrefix: '/v2/',
 *   headers: { 'acme-version': '2026-01-01' },
 *   authenticate: (secret) => ['authorization', `Bearer ${secret}`],
 *   readIds: ({ 'x-request-id': id }) => ({ requestId: typeof id === 'string' ? id : undefined }),
 *   readError: (body) => (body as { error?: object } | null)?.error ?? {},
 *   errorEffects: { concurrent_change: { effect: 'none', resend: 'same_request' } },
 *   keyPattern: /acme_sk_\w+/g,
 * };
 */
export interface WireProfile {
  /** The name in messages. */
  readonly vendor: string;
  /** The base URL used when none is configured; also the example in error messages. */
  readonly baseUrl: string;
  /** What every request path must start with; begins and ends with a slash. */
  readonly pathPrefix: string;
  /** Sent on every request. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The header, name in lower case and value, that authenticates a request with the secret. */
  authenticate(secret: string): readonly [name: string, value: string];
  /** The header that carries `ApiRequest.betas`, comma-separated. Without it, betas are not sent. */
  readonly betaHeader?: string;
  /**
   * More names, in lower case, that an interceptor of the host cannot set. The authentication, hop-by-hop and content
   * headers and those named in this profile are always reserved.
   */
  readonly reservedHeaders?: readonly string[];
  /** Reads the ids in the headers of any response. */
  readIds(headers: ResponseHeaders): ResponseIds;
  /** Reads the error envelope of a 4xx or 5xx response: `body` is its parsed JSON, undefined when it is not JSON. */
  readError(body: unknown): ErrorEnvelope;
  /** A response header whose value `true` or `false` overrules the retry rules. */
  readonly shouldRetryHeader?: string;
  /** A response header with the RFC 3339 time at which the rate limit resets, read after a 429 without `retry-after`. */
  readonly resetHeader?: string;
  /** What the vendor's error codes say of a write, where it is not what their status says. */
  readonly errorEffects?: ErrorEffects;
  /** Matches whatever looks like one of the vendor's keys, whole or truncated. Requires the flag `g`. */
  readonly keyPattern: RegExp;
}
