import { bootWith } from '../database/support/boot-stored.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';
import { startCollector, type Collector } from './support/collector.js';

interface Point {
  readonly attributes?: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly asDouble?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly bucketCounts?: readonly number[];
  readonly explicitBounds?: readonly number[];
}

interface Metric {
  readonly name: string;
  readonly description: string;
  readonly sum?: {
    readonly isMonotonic: boolean;
    readonly aggregationTemporality: number;
    readonly dataPoints: Point[];
  };
  readonly gauge?: { readonly dataPoints: Point[] };
  readonly histogram?: { readonly dataPoints: Point[] };
}

interface Body {
  readonly resourceMetrics: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: object }[] };
    readonly scopeMetrics: readonly { readonly metrics: Metric[] }[];
  }[];
}

async function collector(status?: number): Promise<Collector> {
  const started = await startCollector(status);
  afterTest(() => started.close());
  return started;
}

/** The metrics of the last delivery. */
function last({ bodies }: Collector): Map<string, Metric> {
  const { resourceMetrics } = JSON.parse(bodies.at(-1) ?? '{}') as Body;
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return new Map(metrics.map((metric) => [metric.name, metric]));
}

const CUMULATIVE = 2;
const USERS = [
  { key: 'action', value: { stringValue: 'users_list' } },
  { key: 'code', value: { stringValue: 'ok' } },
];

test('sends what a scrape shows, and the last of it when the platform stops', async () => {
  const receiver = await collector();
  const platform = await bootWith({
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/v1/metrics`,
    OTEL_SERVICE_NAME: 'admin',
  });
  await platform.connect();
  const call = () => platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });
  await call();
  await call();
  const page = await (await fetch(`${platform.url}/metrics`)).text();

  await platform.close();

  expect(receiver.paths).toEqual(['/v1/metrics']);
  const metrics = last(receiver);
  const scraped = [...page.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name);
  expect([...metrics.keys()].toSorted()).toEqual(scraped.toSorted());
  expect(metrics.get('connector_invocations_total')).toMatchObject({
    description: expect.stringContaining('Invocations by action'),
    sum: {
      isMonotonic: true,
      aggregationTemporality: CUMULATIVE,
      dataPoints: [{ attributes: USERS, asDouble: 2 }],
    },
  });
  expect(metrics.get('platform_database_up')).toMatchObject({ gauge: { dataPoints: [{ asDouble: 1 }] } });
  const [seconds] = metrics.get('connector_invocation_duration_seconds')?.histogram?.dataPoints ?? [];
  expect(seconds).toMatchObject({
    count: 2,
    attributes: [USERS[0]],
    explicitBounds: expect.arrayContaining([60]),
  });
  expect(seconds?.bucketCounts).toHaveLength((seconds?.explicitBounds?.length ?? 0) + 1);
  expect(seconds?.bucketCounts?.reduce((sum, count) => sum + count)).toBe(2);
  expect(receiver.bodies.join('')).toContain('{"key":"service.name","value":{"stringValue":"admin"}}');
  expect(receiver.bodies.join('')).not.toMatch(/acme|sk-ant|"ada"/);
});

test('sends again and again', async () => {
  const receiver = await collector();
  await bootWith({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_METRIC_EXPORT_INTERVAL: '100',
  });

  await until(() => receiver.paths.filter((path) => path === '/v1/metrics').length >= 3);
});

test('sends no metrics to a collector of traces', async () => {
  const receiver = await collector();
  const platform = await bootWith({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  await platform.call('/actions');

  await platform.close();

  expect(new Set(receiver.paths)).toEqual(new Set(['/v1/traces']));
});

test('says once that its metrics are lost, and nothing of where they go', async () => {
  const receiver = await collector(400);
  const endpoint = `${receiver.url.replace('//', '//operator:secret-of-the-collector@')}/v1/metrics`;
  const platform = await bootWith({
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint,
    OTEL_METRIC_EXPORT_INTERVAL: '100',
  });
  await until(() => receiver.paths.length >= 3);

  await platform.close();

  expect(platform.log.filter((line) => line.includes('does not accept metrics'))).toHaveLength(1);
  expect(platform.log.join('')).not.toContain('secret-of-the-collector');
});

test.each([
  [{ OTEL_METRICS_EXPORTER: 'otlp' }, 'OTEL_METRICS_EXPORTER is otlp, but there is no collector.'],
  [{ OTEL_METRICS_EXPORTER: 'prometheus' }, 'OTEL_METRICS_EXPORTER must be one of none, otlp'],
  [
    { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'collector' },
    'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT must be the whole URL',
  ],
])('refuses to start with %j', async (env, message) => {
  await expect(bootWith(env)).rejects.toThrow(message);
});
