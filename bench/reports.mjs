/* A year of hourly usage at 50 ms a page: all at once by the connector, and by cursors one after the other: npm run bench:reports */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const PAGE_MS = 50;
const HOUR_MS = 3_600_000;
const RUNS = 5;
const YEAR = { starting_at: '2025-01-01T00:00:00Z', ending_at: '2026-01-01T00:00:00Z', bucket_width: '1h' };
const START = Date.parse(YEAR.starting_at);
const nthOf = (time) => (Date.parse(time) - START) / HOUR_MS;
const timeOf = (nth) => new Date(START + nth * HOUR_MS).toISOString();

let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  const { pathname, searchParams: asked } = new URL(request.url, 'http://api');
  response.setHeader('content-type', 'application/json');
  if (!pathname.endsWith('/messages')) {
    response.end('{"id":"org_bench","type":"organization","name":"Bench"}');
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
server.close();
