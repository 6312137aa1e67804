import { ERROR_EFFECTS } from './error-effects.js';
import { KEY_PATTERN } from '../credentials/key-formats.js';
import type { ErrorEnvelope, ResponseHeaders, WireProfile } from '../kit/http/index.js';
import type { RawInput } from '../kit/catalog/index.js';
import type { OutcomePage, PagingStyle, PagingStyles } from '../kit/compile/paging.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function readIds(headers: ResponseHeaders): ReturnType<WireProfile['readIds']> {
  return {
    requestId: text(headers['request-id']),
    organizationId: text(headers['anthropic-organization-id']),
  };
}

/** `{ "type": "error", "error": { "type", "message", "details": { "error_code", ... } }, "request_id" }` */
function readError(body: unknown): ErrorEnvelope {
  const envelope = record(body);
  // Gateways have an `error` of their own form; that of the API says `error` outside too.
  if (envelope['type'] !== 'error') return {};
  const { type, message, details } = record(envelope['error']);
  const { error_code: code, ...more } = record(details);
  return {
    type,
    message,
    code,
    requestId: envelope['request_id'],
    ...(Object.keys(more).length > 0 ? { details: more } : {}),
  };
}

/** The wire of Anthropic's Admin API (https://platform.claude.com/docs/en/api/overview). */
export const ANTHROPIC_WIRE: WireProfile = {
  vendor: 'Anthropic',
  baseUrl: 'https://api.anthropic.com',
  pathPrefix: '/v1/',
  headers: { 'anthropic-version': '2023-06-01' },
  authenticate: (secret) => ['x-api-key', secret],
  betaHeader: 'anthropic-beta',
  readIds,
  readError,
  shouldRetryHeader: 'x-should-retry',
  resetHeader: 'anthropic-ratelimit-requests-reset',
  errorEffects: ERROR_EFFECTS,
  keyPattern: KEY_PATTERN,
};

interface ListResponse {
  readonly has_more?: boolean;
  readonly first_id?: string | null;
  readonly last_id?: string | null;
  readonly next_page?: string | null;
}

/** Longer than any cursor of the API, and as much as servers and proxies take in a request line beside all the rest. */
const LONGEST_CURSOR = 2_048;

/** A cursor that can be sent; an empty one would start over. */
const cursorOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_CURSOR ? value : null;

const readsBackwards = (input: RawInput): boolean => input['before_id'] !== undefined;

const idCursor: PagingStyle = {
  edges: (first, last) => ({ first_id: first['first_id'], last_id: last['last_id'] }),
  readsBackwards,
  readPage(response, input): OutcomePage {
    const { has_more, first_id, last_id } = (response ?? {}) as ListResponse;
    const backwards = readsBackwards(input);
    const id = cursorOf(backwards ? first_id : last_id);
    // The last page has a last_id too: only has_more says whether there is another page.
    if (has_more !== true) return { hasMore: false, next: null };
    if (id === null) return { hasMore: true, next: null };
    return { hasMore: true, next: backwards ? { before_id: id } : { after_id: id } };
  },
};

const pageCursor: PagingStyle = {
  readPage(response): OutcomePage {
    const { has_more, next_page } = (response ?? {}) as ListResponse;
    const page = cursorOf(next_page);
    return { hasMore: page !== null || has_more === true, next: page === null ? null : { page } };
  },
};

/** How the Admin API pages: by the id of an item, by an opaque cursor, or the same for reports, which are paced alone. */
export const ANTHROPIC_PAGING = {
  id_cursor: idCursor,
  page_cursor: pageCursor,
  report_page: {
    ...pageCursor,
    slowWindow: true,
    freshness: ['data_refreshed_at'],
    continuedBy: (next_page, has_more) => ({ has_more, next_page }),
  },
} as const satisfies PagingStyles;
