/** One page of a bucketed report, as the API sends it. */
export interface BucketPage {
  readonly data: readonly unknown[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

/** A report put together from pages, and what stopped it early, if anything did. */
export interface FollowedReport {
  readonly report: BucketPage;
  readonly pages: number;
  readonly stoppedBy?: unknown;
}

/** Reads one page: at most `limit` buckets from the cursor on. */
export type ReadPage = (limit: number, page: string | undefined) => Promise<BucketPage>;

/** A cursor that came twice: following it would never end. */
export class RepeatedCursorError extends Error {
  override readonly name = 'RepeatedCursorError';
}

/** What following a report needs to know. */
export interface FollowOptions {
  /** How many buckets are wanted. */
  readonly wanted: number;
  /** How many of them the API gives in one page. */
  readonly cap: number;
  readonly page?: string;
  readonly onPage?: (pages: number, buckets: number) => void;
}

/**
 * Reads pages one after the other until `wanted` buckets are there; the last page is asked for shortened, so that
 * its `next_page` goes on exactly where the report ends.
 * @throws what the first page failed with. A later failure ends the report early, with all that is there.
 * @throws RepeatedCursorError where the API hands out a cursor twice.
 */
export async function followBuckets(options: FollowOptions, read: ReadPage): Promise<FollowedReport> {
  const data: unknown[] = [];
  const seen = new Set<string>();
  let pages = 0;
  let next: string | undefined = options.page;

  do {
    let page: BucketPage;
    try {
      page = await read(Math.min(options.cap, options.wanted - data.length), next);
    } catch (error) {
      if (pages === 0) throw error;
      return { report: { data, has_more: true, next_page: next ?? null }, pages, stoppedBy: error };
    }
    pages += 1;
    data.push(...page.data);
    options.onPage?.(pages, data.length);
    next = page.next_page ?? undefined;
    if (next !== undefined && seen.has(next))
      throw new RepeatedCursorError('The API handed out one cursor twice.');
    if (next !== undefined) seen.add(next);
  } while (next !== undefined && data.length < options.wanted);

  return { report: { data, has_more: next !== undefined, next_page: next ?? null }, pages };
}
