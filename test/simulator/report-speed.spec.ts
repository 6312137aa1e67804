import { boot } from './support/boot.js';

/** The least processor time of some runs, which other work on the machine hardly changes. */
async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1_000);
  }
  return Math.min(...times);
}

it('gives 31 days by 3 dimensions in under 50 ms', async () => {
  const { get } = await boot();
  const dimensions = ['model', 'workspace_id', 'service_tier'];
  const query = { starting_at: '2026-10-01T00:00:00Z', limit: 31, 'group_by[]': dimensions };

  expect(await milliseconds(() => get('/usage_report/messages', query))).toBeLessThan(50);
});

it('gives 1440 minutes in under 200 ms', async () => {
  const { get } = await boot();
  const query = { starting_at: '2026-10-01T00:00:00Z', bucket_width: '1m', limit: 1440 };

  expect(await milliseconds(() => get('/usage_report/messages', query))).toBeLessThan(200);
});
