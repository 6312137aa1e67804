/* Reads rows of a report of many large pages, and tells its parent how much memory it took over idle. */
import { AnthropicConnector } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const [baseUrl, range] = process.argv.slice(2);
const EVERY_MS = 20;

const connector = new AnthropicConnector({ baseUrl, requestsPerMinute: 100_000 });
const context = { tenantId: 'bench', deadline: Date.now() + 3_600_000 };
await connector.connections.save({
  tenantId: 'bench',
  name: 'default',
  apiKey: DEMO_ADMIN_KEY,
  actor: 'bench',
});
await connector.invoke('organization_get', {}, context);
globalThis.gc?.();
const idle = process.memoryUsage().rss;
let [most, rows] = [idle, 0];
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), EVERY_MS);
const started = performance.now();
const stream = connector.rows('usage_report_messages', JSON.parse(range), context);
while (!(await stream.next()).done) rows += 1;
clearInterval(watch);
most = Math.max(most, process.memoryUsage().rss);
await connector.close();
process.send({ rows, overIdle: most - idle, ms: performance.now() - started });
