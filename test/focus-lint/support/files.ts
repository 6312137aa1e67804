import { Readable } from 'node:stream';

/** A row of a file; what is undefined is no column of it. */
export type FileRow = Readonly<Record<string, unknown>>;

/** A row that is valid in FOCUS 1.4, with all mandatory and recommended columns. */
export const VALID: FileRow = {
  AllocatedMethodDetails: null,
  AvailabilityZone: null,
  BilledCost: '12.50',
  BillingAccountId: 'org-1',
  BillingAccountName: 'Acme, "Robotics"',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '2026-12-01T00:00:00Z',
  BillingPeriodStart: '2026-11-01T00:00:00Z',
  CapacityReservationId: null,
  CapacityReservationStatus: null,
  ChargeCategory: 'Usage',
  ChargeClass: null,
  ChargeDescription: 'Input tokens\nof a model',
  ChargeFrequency: 'Usage-Based',
  ChargePeriodEnd: '2026-11-03T00:00:00Z',
  ChargePeriodStart: '2026-11-02T00:00:00Z',
  CommitmentDiscountCategory: null,
  CommitmentDiscountId: null,
  CommitmentDiscountStatus: null,
  CommitmentDiscountType: null,
  ConsumedQuantity: '2500000',
  ConsumedUnit: 'Tokens',
  ContractedCost: '12.50',
  EffectiveCost: '12.5',
  HostProviderName: 'Anthropic',
  InvoiceIssuerName: 'Anthropic',
  ListCost: '12.50',
  ListUnitPrice: '5',
  PricingCategory: 'Standard',
  PricingQuantity: '2.5',
  PricingUnit: '1000000 Tokens',
  RegionId: null,
  RegionName: null,
  ResourceId: null,
  ResourceName: null,
  ServiceCategory: 'AI and Machine Learning',
  ServiceName: 'Claude API',
  ServiceProviderName: 'Anthropic',
  ServiceSubcategory: 'Generative AI',
  SkuId: 'model:input',
  SkuMeter: 'Input Tokens',
  SkuPriceDetails: '{"x_ModelId":"model"}',
  SkuPriceId: 'model:input:standard',
  SubAccountId: null,
  SubAccountName: null,
  Tags: null,
  x_ApiKeyId: 'apikey_1',
};

/** The same in the names of 1.2. */
export const VALID_1_2: FileRow = {
  ...VALID,
  AllocatedMethodDetails: undefined,
  HostProviderName: undefined,
  ServiceProviderName: undefined,
  ProviderName: 'Anthropic',
  PublisherName: 'Anthropic',
};

/** The same in the draft of 1.5, with what that version adds. */
export const VALID_1_5: FileRow = {
  ...VALID,
  SkuPriceDetails: '{"ModelId":"model","TokenDirection":"Input","TokenCacheAction":"Uncached"}',
  CredentialId: 'apikey_1',
  PrincipalId: null,
  RequesterDetails: '[{"key":"Credential","value":{"Type":"API Key"}}]',
};

const columnsOf = (row: FileRow): string[] => Object.keys(row).filter((name) => row[name] !== undefined);

const field = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.replaceAll('"', '""')}"`;
};

/** CSV of rows with the columns of the first. */
export function csvOf(rows: readonly FileRow[]): string {
  const columns = columnsOf(rows[0]!);
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((line) => `${line.map(field).join(',')}\r\n`)
    .join('');
}

/** NDJSON of rows. */
export const ndjsonOf = (rows: readonly FileRow[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** A text as a stream of small chunks, which end within characters and fields. */
export const streamOf = (text: string | Buffer): Readable => {
  const bytes = Buffer.from(text);
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    })(),
    { objectMode: false },
  );
};
