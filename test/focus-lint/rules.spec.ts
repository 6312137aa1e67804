import { gzipSync } from 'node:zlib';
import { lint, RULES, type FocusVersion, type LintResult } from 'focus-lint';
import { csvOf, ndjsonOf, streamOf, VALID, VALID_1_2, VALID_1_5, type FileRow } from './support/files.js';

const BASE: Readonly<Record<FocusVersion, FileRow>> = { '1.2': VALID_1_2, '1.4': VALID, '1.5': VALID_1_5 };

const found = ({ findings }: LintResult): string[] =>
  findings.map(({ rule, column }) => (column === undefined ? rule : `${rule} ${column}`));

const reversed = (row: FileRow): FileRow => Object.fromEntries(Object.entries(row).reverse());

describe('a valid file', () => {
  it.each<[string, FocusVersion, string | Buffer]>([
    ['CSV', '1.4', csvOf([VALID, VALID])],
    [
      'CSV with a byte order mark and its columns in another order',
      '1.4',
      `\ufeff${csvOf([reversed(VALID)])}`,
    ],
    ['gzipped CSV', '1.4', gzipSync(csvOf([VALID]))],
    ['NDJSON', '1.4', ndjsonOf([VALID])],
    [
      'NDJSON with numbers and objects',
      '1.4',
      ndjsonOf([{ ...VALID, BilledCost: 12.5, SkuPriceDetails: { x_A: 1 } }]),
    ],
    ['1.2', '1.2', csvOf([VALID_1_2])],
    ['the draft of 1.5', '1.5', csvOf([VALID_1_5])],
  ])('has no finding: %s', async (_, version, text) => {
    const result = await lint(streamOf(text), { version });

    expect(found(result)).toEqual([]);
    expect(result).toMatchObject({ ok: true, version, errors: 0, warnings: 0 });
  });
});

const CREDIT = {
  ChargeCategory: 'Credit',
  ConsumedQuantity: null,
  ConsumedUnit: null,
  ChargeFrequency: 'One-Time',
};
const USED = {
  CommitmentDiscountId: 'c',
  CommitmentDiscountCategory: 'Spend',
  CommitmentDiscountType: 'Plan',
};

/** What is changed of a valid row, and the findings. */
const MUTATIONS: readonly [changed: FileRow | string, found: string[], version?: FocusVersion][] = [
  ['', ['no-columns']],
  [csvOf([VALID]).slice(0, csvOf([VALID]).indexOf('\n') + 1), ['no-rows']],
  [`${csvOf([VALID])}"a","b"\r\n`, ['row-width']],
  [`${csvOf([VALID])}"not closed`, ['unreadable']],
  [`${ndjsonOf([VALID])}{"BilledCost":\n${ndjsonOf([VALID])}`, ['unreadable']],
  [`${ndjsonOf([VALID])}${ndjsonOf([{ ...VALID, Extra: 1 }])}`, ['row-width']],
  [csvOf([VALID]).replace('"Tags"', '"x_ApiKeyId"'), ['column-twice x_ApiKeyId']],
  [{ BilledCost: undefined }, ['column-missing BilledCost']],
  [{ ServiceSubcategory: undefined }, ['column-recommended ServiceSubcategory']],
  [{ Team: 'a' }, ['column-unknown Team']],
  [{ ProviderName: 'Anthropic' }, ['column-unknown ProviderName']],
  [{ ServiceProviderName: 'Anthropic' }, ['column-unknown ServiceProviderName'], '1.2'],
  [{ CredentialId: null }, ['column-unknown CredentialId']],
  [{ x_cost_center: 'a' }, ['column-name x_cost_center']],
  [{ ConsumedUnit: undefined }, ['column-partner ConsumedQuantity']],
  [{ InvoiceIssuerName: null }, ['null InvoiceIssuerName']],
  [{ ChargeDescription: '' }, ['empty-text ChargeDescription']],
  [{ BillingAccountName: 'N/A' }, ['placeholder BillingAccountName']],
  [ndjsonOf([{ ...VALID, ServiceName: 5 }]), ['type ServiceName']],
  [ndjsonOf([{ ...VALID, BilledCost: true }]), ['type BilledCost']],
  ...['1e-7', '+1', '$1', '1,5', '.5', '5.', 'NaN', ' 1'].map((cost): [FileRow, string[]] => [
    { EffectiveCost: cost },
    ['decimal EffectiveCost'],
  ]),
  [ndjsonOf([VALID]).replace('"EffectiveCost":"12.5"', '"EffectiveCost":1e-7'), ['decimal EffectiveCost']],
  [{ ListUnitPrice: '-5', PricingQuantity: '-2.5' }, ['negative-price ListUnitPrice']],
  ...['2026-11-02', '2026-11-02T00:00:00+01:00', '2026-11-02 00:00:00Z', '2026-02-30T00:00:00Z'].map(
    (time): [FileRow, string[]] => [
      { ChargePeriodStart: time },
      expect.arrayContaining(['time ChargePeriodStart']),
    ],
  ),
  [{ BillingCurrency: 'usd' }, ['currency BillingCurrency']],
  [{ ChargeFrequency: 'usage-based' }, ['allowed-value ChargeFrequency']],
  [{ ServiceCategory: 'AI' }, ['allowed-value ServiceCategory', 'service-subcategory ServiceSubcategory']],
  [{ AllocatedMethodDetails: '{' }, ['json AllocatedMethodDetails']],
  [{ Tags: '{"a":{"b":1}}' }, ['key-value Tags']],
  [{ Tags: '{"a":1,"a":2}' }, ['key-value Tags']],
  ...['gigabytes', 'Gigabytes', 'GB/Hour/Day', '1e6 Tokens', '1,000 Tokens'].map(
    (unit): [FileRow, string[]] => [{ ConsumedUnit: unit }, ['unit ConsumedUnit']],
  ),
  [{ x_ApiKeyId: 'sk-ant-api03-aaaaaaaaaaaa' }, ['secret x_ApiKeyId']],
  [{ ResourceId: 'sk-ant-admin01-aaaaaaaaaaaa' }, ['secret ResourceId']],
  [{ ConsumedQuantity: null, ConsumedUnit: null }, ['consumed-quantity ConsumedQuantity']],
  [{ ConsumedUnit: null }, ['consumed-quantity ConsumedUnit']],
  [{ ...CREDIT, ConsumedQuantity: '1', ConsumedUnit: 'Tokens' }, ['consumed-quantity ConsumedQuantity']],
  [{ PricingUnit: null }, ['pricing-quantity PricingUnit']],
  [{ PricingQuantity: null, PricingUnit: null }, ['pricing-quantity PricingQuantity']],
  [{ ListUnitPrice: null }, ['unit-price ListUnitPrice']],
  [{ PricingCategory: null }, ['pricing-category PricingCategory']],
  [{ SkuId: null }, ['sku SkuId', 'sku-parent SkuMeter', 'sku-parent SkuPriceId']],
  [{ ...CREDIT, SkuPriceId: null, PricingQuantity: null, PricingUnit: null }, ['sku-parent SkuPriceDetails']],
  [{ CommitmentDiscountStatus: 'Used' }, ['commitment-discount CommitmentDiscountStatus']],
  [USED, ['commitment-discount CommitmentDiscountStatus']],
  [{ CapacityReservationId: 'r' }, ['capacity-reservation CapacityReservationStatus']],
  [{ SubAccountName: 'a' }, ['sub-account SubAccountName']],
  [{ ResourceName: 'a' }, ['resource ResourceName']],
  [{ RegionName: 'a' }, ['region RegionName']],
  [{ AllocatedResourceId: null, AllocatedResourceName: 'a' }, ['allocated-resource AllocatedResourceName']],
  [
    { BillingPeriodEnd: '2026-11-30T23:59:59Z' },
    ['billing-period BillingPeriodEnd', 'billing-month BillingPeriodStart'],
  ],
  [
    { BillingPeriodStart: '2026-11-02T00:00:00Z', BillingPeriodEnd: '2026-12-02T00:00:00Z' },
    ['billing-month BillingPeriodStart'],
  ],
  [{ ChargePeriodEnd: '2026-11-02T00:00:00Z' }, ['charge-period ChargePeriodEnd']],
  [
    { ChargePeriodStart: '2026-10-31T00:00:00Z', ChargePeriodEnd: '2026-11-01T00:00:00Z' },
    ['charge-in-billing-period ChargePeriodStart'],
  ],
  [
    { ...CREDIT, ChargeCategory: 'Purchase', ChargeFrequency: 'Usage-Based' },
    ['charge-frequency ChargeFrequency'],
  ],
  [{ PricingCategory: 'Committed' }, ['committed-pricing PricingCategory']],
  [{ ...CREDIT, ContractedCost: '12.51' }, ['credit-cost ContractedCost']],
  [{ PricingQuantity: '2.51' }, []],
  [{ ListCost: '13' }, ['cost-product ListCost']],
  [{ ServiceCategory: 'Compute' }, ['service-subcategory ServiceSubcategory']],
  [{ SkuPriceDetails: '{"ModelId":"model"}' }, ['price-details-key SkuPriceDetails']],
  [{ SkuPriceDetails: '{"team":"a"}' }, ['price-details-key SkuPriceDetails']],
  [{ SkuPriceDetails: '{"CoreCount":"4"}' }, ['price-details-value SkuPriceDetails']],
  [{ SkuPriceDetails: '{"TokenCacheAction":"read"}' }, ['price-details-value SkuPriceDetails'], '1.5'],
  [
    { SkuPriceDetails: '{"x_TokenDirection":"Output","x_TokenCacheAction":"Read"}' },
    ['price-details-cache SkuPriceDetails'],
  ],
  [csvOf([VALID, { ...VALID, SkuId: 'other' }]), ['sku-price-parent SkuId']],
  [csvOf([VALID, { ...VALID, SkuPriceDetails: null }]), ['sku-price-details SkuPriceDetails']],
  [{ RequesterDetails: null }, ['requester-details RequesterDetails'], '1.5'],
  [{ RequesterDetails: '{"key":"Credential"}' }, ['requester-details RequesterDetails'], '1.5'],
];

describe('a changed file', () => {
  it.each(MUTATIONS)('%j gives %j', async (changed, expected, version = '1.4') => {
    const text = typeof changed === 'string' ? changed : csvOf([{ ...BASE[version], ...changed }]);

    expect(found(await lint(streamOf(text), { version }))).toEqual(expected);
  });

  it('is tried for every rule', () => {
    const tried = MUTATIONS.flatMap(([, expected]) => (Array.isArray(expected) ? expected : ['time']));

    expect(RULES.map(({ id }) => id).filter((id) => !tried.some((one) => one.split(' ')[0] === id))).toEqual(
      [],
    );
  });
});

it('keeps the first places of a finding and counts all, and repeats no credential', async () => {
  const rows = Array.from({ length: 40 }, () => ({ ...VALID, BilledCost: `1e${'9'.repeat(500)}` }));
  const secret = { ...VALID, SkuId: 'sk-ant-api03-aaaaaaaaaaaa' };

  const { findings, errors } = await lint(streamOf(csvOf([...rows, secret])), {
    version: '1.4',
    maxPlaces: 2,
  });

  expect(errors).toBe(42);
  expect(findings[0]).toMatchObject({ rule: 'decimal', count: 40, places: [{ row: 1 }, { row: 2 }] });
  expect(findings[0]?.places[0]?.value).toHaveLength(80);
  expect(JSON.stringify(findings.filter(({ rule }) => rule === 'secret'))).not.toContain('sk-ant');
});

it('counts what is beyond the most findings', async () => {
  const columns = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Column${index}`, 'a']));

  const result = await lint(streamOf(csvOf([{ ...VALID, ...columns }])), { version: '1.4', maxFindings: 10 });

  expect(result).toMatchObject({ errors: 30, left: 20 });
  expect(result.findings).toHaveLength(10);
});
