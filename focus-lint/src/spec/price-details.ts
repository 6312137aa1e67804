import { isFrom, type FocusVersion } from './versions.js';

/** A property of `SkuPriceDetails` that FOCUS defines. */
interface PriceProperty {
  readonly type: 'number' | 'string';
  readonly since: string;
  readonly values?: readonly string[];
}

const number = (since: string): PriceProperty => ({ type: 'number', since });
const string = (since: string, values?: readonly string[]): PriceProperty => ({
  type: 'string',
  since,
  ...(values && { values }),
});

const PROPERTIES: Readonly<Record<string, PriceProperty>> = {
  CoreCount: number('1.1'),
  DiskMaxIops: number('1.1'),
  DiskSpace: number('1.1'),
  DiskType: string('1.1'),
  GpuCount: number('1.1'),
  InstanceType: string('1.1'),
  InstanceSeries: string('1.1'),
  MemorySize: number('1.1'),
  NetworkMaxIops: number('1.1'),
  NetworkMaxThroughput: number('1.1'),
  OperatingSystem: string('1.1'),
  Redundancy: string('1.1'),
  StorageClass: string('1.1'),
  ModelId: string('1.5'),
  ModelDeveloper: string('1.5'),
  TokenDirection: string('1.5', ['Input', 'Output']),
  TokenCacheAction: string('1.5', ['Uncached', 'Read', 'Write', 'Other']),
};

/** The properties that a version defines. */
export const pricePropertiesOf = (version: FocusVersion): ReadonlyMap<string, PriceProperty> =>
  new Map(Object.entries(PROPERTIES).filter(([, { since }]) => isFrom(version, since)));

/** The version that first defines a property, if any does. */
export const propertySince = (name: string): string | undefined =>
  Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name]?.since : undefined;
