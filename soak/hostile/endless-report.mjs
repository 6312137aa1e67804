const GROUPS = ['api_key_id', 'workspace_id', 'model', 'service_tier', 'context_window'];
const PATH = '/v1/organizations/usage_report/messages';
/** By the minute in five dimensions, a page of this many minutes is 27 MB, and one of 200 is 5 MB. */
const SIZES = { small: 200, large: 1100 };

/** The input of the largest report: by the minute in five dimensions. */
export const largestReport = (nth, limit) => ({
  starting_at: `2026-11-${10 + (nth % 10)}T0${nth % 10}:00:00Z`,
  bucket_width: '1m',
  group_by: GROUPS,
  ...(limit !== undefined && { limit }),
});

/** Whether a request asks for a usage report. */
export const asksForReport = (url) => url.startsWith(PATH);

/**
 * Answers requests for a usage report with pages that never end. The pages are the simulator's, made once for each size,
 * because making one takes longer than sending it.
 */
export function endlessReport(url, key) {
  const pages = new Map();
  let sent = 0;
  const readPage = async (limit) => {
    const query = new URLSearchParams({ starting_at: '2026-11-20T00:00:00Z', bucket_width: '1m', limit });
    for (const one of GROUPS) query.append('group_by[]', one);
    const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
    const text = await (await fetch(`${url}${PATH}?${query}`, { headers })).text();
    return Buffer.from(text.replace(/"next_page":("[^"]*"|null)\}$/, ''));
  };
  const pageOf = (limit) => {
    if (!pages.has(limit)) pages.set(limit, readPage(limit));
    return pages.get(limit);
  };
  return {
    /** Makes the pages, which blocks the simulator for seconds. */
    prepare: () => Promise.all(Object.values(SIZES).map(pageOf)),
    answer: async (request, response, organizationId) => {
      const asked = Number(new URL(request.url, url).searchParams.get('limit') ?? SIZES.large);
      const page = await pageOf(asked <= SIZES.small ? SIZES.small : SIZES.large);
      const headers = { 'content-type': 'application/json', 'request-id': `req_${(sent += 1)}` };
      response.writeHead(200, { ...headers, 'anthropic-organization-id': organizationId });
      response.write(page);
      response.end(`"next_page":"page_${sent}"}`);
    },
  };
}
