/*
 * A year of hourly usage at 50 ms a page: all at once by the connector, and by cursors one after the other. Then the memory over
 * idle of a process that streams pages of 300 KB: npm run bench:reports -- --pages 10000
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { start } from './child-process.mjs';
import { keep } from './results.mjs';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '1000' } } });
const PAGES = Number(values.pages);
if (!Number.isInteger(PAGES) || PAGES < 1 || PAGES > 10_000)
  throw new Error('--pages must be a whole number from 1 to 10000, such as --pages 1000');

const PAGE_MS = 50;
const HOUR_MS = 3_600_000;
const RUNS = 5;
const YEAR = { starting_at: '2025-01-01T00:00:00Z', ending_at: '2026-01-01T00:00:00Z', bucket_width: '1h' };
const START = Date.parse(YEAR.starting_at);
const nthOf = (time) => (Date.parse(time) - START) / HOUR_MS;
/** Rows of about 300 KB in all, for a page of the stream. */
const PAGE_BYTES = 300_000;
const MINUTE = { starting_at: '2000-01-01T00:00:00Z', bucket_width: '1m' };
const MINUTES_A_PAGE = 1_000;
const MINUTE_MS = 60_000;
const EVERY = 10;
const timeOf = (nth) => new Date(START + nth * HOUR_MS).toISOString();

/** One row of a bucket, as a busy organization has it: grouped by five dimensions. */
const ROW = {
  uncached_input_tokens: 1_500,
  cache_creation: { ephemeral_1h_input_tokens: 1_000, ephemeral_5m_input_tokens: 500 },
  cache_read_input_tokens: 200,
  output_tokens: 500,
  server_tool_use: { web_search_requests: 10 },
  account_id: null,
  api_key_id: 'apikey_01Rj2N8SVvo6BePZj99NhmiT',
  service_account_id: null,
  workspace_id: 'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ',
  model: 'claude-sonnet-4-5',
  service_tier: 'standard',
  context_window: '0-200k',
  inference_geo: 'global',
  speed: 'standard',
};
const ROWS_A_PAGE = Math.round(PAGE_BYTES / JSON.stringify(ROW).length);

/** A page of a thousand minutes, one in ten of which has rows. */
function pageOfMinutes(asked) {
  const from = Number(asked.get('page') ?? Date.parse(asked.get('starting_at')));
  const end = Date.parse(asked.get('ending_at'));
  const count = Math.min(Number(asked.get('limit')), Math.ceil((end - from) / MINUTE_MS));
  const full = Math.ceil(count / EVERY);
  const results = Array(Math.round(((ROWS_A_PAGE / MINUTES_A_PAGE) * count) / full)).fill(ROW);
  const data = Array.from({ length: count }, (_, nth) => ({
    starting_at: new Date(from + nth * MINUTE_MS).toISOString(),
    ending_at: new Date(from + (nth + 1) * MINUTE_MS).toISOString(),
    results: nth % EVERY === 0 ? results : [],
  }));
  const isMore = from + count * MINUTE_MS < end;
  return JSON.stringify({
    data,
    has_more: isMore,
    next_page: isMore ? String(from + count * MINUTE_MS) : null,
  });
}

let requests = 0;
const server = createServer((request, response) => {
  const { pathname, searchParams: asked } = new URL(request.url, 'http://api');
  response.setHeader('content-type', 'application/json');
  if (!pathname.endsWith('/messages')) {
    response.end('{"id":"org_bench","type":"organization","name":"Bench"}');
    return;
  }
  requests += 1;
  if (asked.get('bucket_width') === '1m') {
    response.end(pageOfMinutes(asked));
    return;
  }
  const from = Number(asked.get('page') ?? nthOf(asked.get('starting_at')));
  const end = nthOf(asked.get('ending_at'));
  const to = Math.min(end, from + Number(asked.get('limit')));
  const next_page = to < end ? String(to) : null;
  const data = Array.from({ length: to - from }, (_, nth) => ({
    starting_at: timeOf(from + nth),
    ending_at: timeOf(from + nth + 1),
    results: [],
  }));
  setTimeout(() => response.end(JSON.stringify({ data, has_more: next_page !== null, next_page })), PAGE_MS);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const connector = new AnthropicConnector({
  baseUrl: `http://127.0.0.1:${server.address().port}`,
  requestsPerMinute: 100_000,
});
const context = { tenantId: 'bench', deadline: Date.now() + HOUR_MS };
await connector.connections.save({
  tenantId: 'bench',
  name: 'default',
  apiKey: DEMO_ADMIN_KEY,
  actor: 'bench',
});

async function read(input, all) {
  const outcome = await connector.invoke('usage_report_messages', { ...YEAR, ...input }, { ...context, all });
  if (!outcome.ok || outcome.meta.partial) throw new Error(JSON.stringify(outcome.error ?? outcome.meta));
  return outcome.data;
}

async function oneAfterTheOther() {
  const buckets = [];
  for (let page; page !== null;) {
    const { data, next_page } = await read({ limit: 168, ...(page && { page }) });
    buckets.push(...data);
    page = next_page;
  }
  return buckets;
}

/** The median of several runs, in milliseconds. */
async function timed(work) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const buckets = await work();
    times.push(performance.now() - started);
    if (buckets.length !== 8_760) throw new Error(`${buckets.length} buckets, and not 8760`);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

requests = 0;
const parallel = await timed(async () => (await read({}, true)).data);
const perRun = requests / RUNS;
const sequential = await timed(oneAfterTheOther);
console.log(
  `a year of hours, ${perRun} pages of ${PAGE_MS} ms: ${sequential.toFixed(0)} ms one after the other, ` +
    `${parallel.toFixed(0)} ms by the connector: ${(sequential / parallel).toFixed(1)} x`,
);
await connector.close();

requests = 0;
const until = Date.parse(MINUTE.starting_at) + PAGES * MINUTES_A_PAGE * MINUTE_MS;
const range = JSON.stringify({ ...MINUTE, ending_at: new Date(until).toISOString() });
const options = { execArgv: ['--expose-gc'] };
const reader = start('streamed-rows.mjs', [`http://127.0.0.1:${server.address().port}`, range], options);
const streamed = await reader.next();
await reader.stop();
server.close();
const overIdleMb = Math.round(streamed.overIdle / 1_000_000);
console.log(
  `${PAGES} pages of ${PAGE_BYTES / 1_000} KB as ${streamed.rows} rows in ${requests} requests and ` +
    `${(streamed.ms / 1_000).toFixed(1)} s: ${overIdleMb} MB over idle at most`,
);
const ratio = Number((sequential / parallel).toFixed(1));
await keep('reports', { pageMs: PAGE_MS, pageBytes: PAGE_BYTES }, [
  { yearPages: perRun, ratio, streamedPages: PAGES, overIdleMb },
]);
