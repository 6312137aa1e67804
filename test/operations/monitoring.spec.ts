import { readFileSync } from 'node:fs';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { until } from '../platform/support/until.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const ALERTS = read('deploy/monitoring/alerts.yml');
const DASHBOARD = read('deploy/monitoring/dashboard.json');
const OPERATIONS = read('docs/operations.md');

/** Labels that Prometheus adds to each series. */
const OF_PROMETHEUS = ['instance', 'job'];
/** Metrics of the process, which the page lists by how their names begin. */
const OF_PROCESS = /^(process|nodejs)_/;

/** The labels of each metric that a platform serves, a histogram under each of its three names. */
async function served({ url }: BootedPlatform): Promise<Map<string, Set<string>>> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const metrics = new Map<string, Set<string>>();
  const add = (name: string, labels: readonly string[]): void =>
    void metrics.set(name, new Set([...(metrics.get(name) ?? []), ...labels]));
  for (const [, name = '', type] of page.matchAll(/^# TYPE (\w+) (\w+)$/gm)) {
    for (const end of type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']) add(name + end, []);
  }
  for (const [, name = '', labels = ''] of page.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    add(
      name,
      [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
    );
  }
  return metrics;
}

/** The metrics in expressions of PromQL, each with the labels that are asked of it. */
function usedIn(text: string): { name: string; labels: string[] }[] {
  const uses = text.matchAll(/\b((?:connector|platform|process|nodejs)_\w+)(?:\{([^}]*)\})?/g);
  return [...uses].map(([, name = '', matchers = '']) => ({
    name,
    labels: [...matchers.matchAll(/(\w+)\s*[=!]~?/g)].map(([, label = '']) => label),
  }));
}

/** The labels by which expressions group, or that legends show. */
const groupedBy = (text: string): string[] =>
  [...text.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));

/** The expressions of the panels of the dashboard, and of its variables. */
const panels = (
  JSON.parse(DASHBOARD) as { panels: { title: string; targets: { expr: string; legendFormat: string }[] }[] }
).panels.flatMap(({ targets }) => targets);

/** The first cells of the table under a heading. */
const firstCells = (heading: string): string[] => {
  const section = OPERATIONS.split(`${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
};

/** A platform on PostgreSQL that has done a bit of everything which makes series. */
async function busy(): Promise<BootedPlatform> {
  const platform = await bootWith(
    { ...(await storedIn('postgres')), PLATFORM_THROTTLE_PER_TOKEN: '20' },
    { connector: { maxRetries: 1 } },
  );
  await platform.connect();
  platform.simulator.faults.add({ kind: 'status', status: 503, times: 1 });
  for (let calls = 0; calls < 25; calls += 1) {
    await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });
  }
  await until(async () => (await served(platform)).get('platform_connections')?.has('state') ?? false);
  return platform;
}

test('alerts, dashboard and documentation name what a platform serves, with its labels', async () => {
  const platform = await busy();
  const metrics = await served(platform);

  const expressions = [...usedIn(ALERTS), ...panels.flatMap(({ expr }) => usedIn(expr))];
  const wrong = expressions.filter(
    ({ name, labels }) =>
      !metrics.has(name) ||
      labels.some((label) => !metrics.get(name)?.has(label) && !OF_PROMETHEUS.includes(label)),
  );
  expect(wrong).toEqual([]);
  expect(expressions.length).toBeGreaterThan(60);

  const labels = new Set([...metrics.values()].flatMap((names) => [...names]));
  const grouped = [ALERTS, ...panels.map(({ expr }) => expr)].flatMap(groupedBy);
  expect(grouped.filter((label) => !labels.has(label) && !OF_PROMETHEUS.includes(label))).toEqual([]);
});

test('each legend of the dashboard shows a label that its expression keeps', () => {
  const lost = panels.filter(({ expr, legendFormat }) =>
    [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].some(
      ([, label = '']) => /\bby \(/.test(expr) && !groupedBy(expr).includes(label),
    ),
  );

  expect(lost).toEqual([]);
});

test('the table of metrics is what is served', async () => {
  const platform = await busy();
  const page = await (await fetch(`${platform.url}/metrics`)).text();
  const types = [...page.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  const metrics = await served(platform);

  const expected = types
    .filter(([, name = '']) => !OF_PROCESS.test(name))
    .map(([, name = '', type]) => {
      const labels = [...(metrics.get(type === 'histogram' ? `${name}_sum` : name) ?? [])];
      return { name, labels: labels.toSorted() };
    });
  const listed = firstCells('## Metrics')
    .filter((cell) => !cell.endsWith('...'))
    .map((cell) => {
      const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(cell) ?? [];
      return { name, labels: labels === '' ? [] : labels.split(',').toSorted() };
    });
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  // These have no series before something goes wrong that this test does not make.
  const rare = [
    'connector_answer_mismatches_total',
    'platform_audit_anchors_total',
    'platform_connections_closed_total',
  ];
  const shown = ({ name, labels }: { name: string; labels: string[] }) =>
    rare.includes(name) ? { name } : { name, labels };

  expect(listed.toSorted(byName).map(shown)).toEqual(expected.toSorted(byName).map(shown));
});

test('the table of alerts has every alert, and each says what to do', () => {
  const alerts = [...ALERTS.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);

  expect(firstCells('### Alerts and a dashboard')).toEqual(alerts);
  expect(ALERTS.match(/summary: /g)).toHaveLength(alerts.length);
  expect(ALERTS.match(/description: /g)).toHaveLength(alerts.length);
});
