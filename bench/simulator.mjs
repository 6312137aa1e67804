/* The cost of pages of the simulator, relative to its cheapest response: npm run bench:simulator */
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const RUNS = 15;
const START = 'starting_at=2026-10-01T00:00:00Z';
const PAGES = {
  'the organization': '/me',
  '20 members': '/users?limit=20',
  '31 days': `/usage_report/messages?${START}&limit=31`,
  '31 days by 3 dimensions': `/usage_report/messages?${START}&limit=31&group_by[]=model&group_by[]=workspace_id&group_by[]=service_tier`,
  '1,440 minutes': `/usage_report/messages?${START}&limit=1440&bucket_width=1m`,
  '31 days of cost by description': `/cost_report?${START}&limit=31&group_by[]=description`,
};

const simulator = await createSimulator({ clock: () => Date.parse('2026-11-20T00:00:00Z') });
const headers = { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' };

async function milliseconds(path) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const answer = await fetch(`${simulator.url}/v1/organizations${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

const medians = [];
for (const [page, path] of Object.entries(PAGES)) medians.push({ page, ms: await milliseconds(path) });
console.table(
  medians.map(({ page, ms }) => ({ page, ms: ms.toFixed(2), ratio: (ms / medians[0].ms).toFixed(1) })),
);
await simulator.close();
