import { ValueType, type Attributes, type HrTime } from '@opentelemetry/api';
import { hrTime, millisToHrTime } from '@opentelemetry/core';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type CollectionResult,
  type DataPoint,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client';

/** A value of prom-client; those of a histogram say which of its parts they are. */
type Value = MetricValue<string> & { readonly metricName?: string };
type Found = MetricObjectWithValues<Value>;

interface Times {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

/** Reads a registry of prom-client: a collector receives what a scrape shows. */
export class RegistryProducer implements MetricProducer {
  readonly #startTime = millisToHrTime(Date.now());

  /** @param all - the registry as it is now */
  constructor(
    private readonly all: () => Registry,
    private readonly scope: { readonly name: string; readonly version: string },
  ) {}

  async collect(): Promise<CollectionResult> {
    const found = (await this.all().getMetricsAsJSON()) as Found[];
    const times = { startTime: this.#startTime, endTime: hrTime() };
    const metrics = found.map((metric) => metricOf(metric, times));
    // The reader puts its own resource in place of this one.
    return {
      resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: this.scope, metrics }] },
      errors: [],
    };
  }
}

function metricOf(metric: Found, times: Times): MetricData {
  const shared = {
    descriptor: { name: metric.name, description: metric.help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  // prom-client gives the name of the type, although its types say that it is a number.
  const type = String(metric.type);
  if (type === 'histogram') {
    return { ...shared, dataPointType: DataPointType.HISTOGRAM, dataPoints: histogramsOf(metric, times) };
  }
  const dataPoints = metric.values.map(({ value, labels }) => ({
    ...times,
    attributes: labelsOf(labels),
    value,
  }));
  return type === 'counter'
    ? { ...shared, dataPointType: DataPointType.SUM, dataPoints, isMonotonic: true }
    : { ...shared, dataPointType: DataPointType.GAUGE, dataPoints };
}

type HistogramPoint = Extract<MetricData, { dataPointType: DataPointType.HISTOGRAM }>['dataPoints'][number];

/** One point for each set of labels. Prometheus counts a value in every bucket above it, OTLP in one. */
function histogramsOf({ name, values }: Found, times: Times): HistogramPoint[] {
  const series = new Map<string, Value[]>();
  for (const value of values) {
    const { le: _bound, ...labels } = value.labels;
    const key = JSON.stringify(labels);
    series.set(key, [...(series.get(key) ?? []), value]);
  }
  return [...series].map(([key, parts]): DataPoint<HistogramPoint['value']> => {
    const buckets = parts.filter(({ metricName }) => metricName === `${name}_bucket`);
    const valueOf = (part: string): number =>
      parts.find(({ metricName }) => metricName === `${name}_${part}`)?.value ?? 0;
    return {
      ...times,
      attributes: JSON.parse(key) as Attributes,
      value: {
        buckets: {
          boundaries: buckets.map(({ labels }) => Number(labels['le'])).filter(Number.isFinite),
          counts: buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0)),
        },
        sum: valueOf('sum'),
        count: valueOf('count'),
      },
    };
  });
}

const labelsOf = (labels: Value['labels']): Attributes => ({ ...labels });
