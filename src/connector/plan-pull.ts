import type { HttpAction } from '../actions/define-action.js';
import type { RawInput } from '../limitations/limitation.js';
import type { InvocationContext } from './context.js';
import type { Pull } from './follow-pages.js';
import { jsonSchemaOf } from './json-schema.js';
import { pageOf } from './page-of.js';

/** How many pages a pull reads where the caller sets no budget. */
export const DEFAULT_MAX_PAGES = 100;

/** Tells how a list is read in several pages; undefined where one request does. */
export function planPull(action: HttpAction, input: RawInput, context: InvocationContext): Pull | undefined {
  if (action.paging === undefined) return undefined;
  const limit = input['limit'] as number | undefined;
  const cap = pageCap(action, input);
  const all = context.all === true;
  if (!all && (limit === undefined || cap === undefined || limit <= cap)) return undefined;

  return {
    wanted: all ? Infinity : limit!,
    pageSize: cap === undefined ? undefined : Math.min(limit ?? cap, cap),
    maxPages: all ? (context.maxPages ?? DEFAULT_MAX_PAGES) : Infinity,
    backwards: input['before_id'] !== undefined,
    next: (page) => pageOf(action, page, input)?.next ?? null,
    onPage: (pages, items) => context.onProgress?.({ pages, items }),
  };
}

/** The most items that the API gives in one page; undefined where it takes no limit. */
function pageCap({ bucketCaps, input: inputClass }: HttpAction, input: RawInput): number | undefined {
  if (bucketCaps) return bucketCaps[(input['bucket_width'] as string | undefined) ?? '1d'];
  const { limit } = jsonSchemaOf(inputClass)['properties'] as { limit?: { maximum?: number } };
  return limit?.maximum;
}
