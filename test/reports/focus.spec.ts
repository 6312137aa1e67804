import { Readable } from 'node:stream';
import Big from 'big.js';
import fc from 'fast-check';
import { lint } from 'focus-lint';
import { spendCells, type CellDimension, type SpendCell } from '../../src/reports/cells.js';
import {
  focusColumnsOf,
  focusRowOf,
  FOCUS_VERSIONS,
  type FocusAbout,
  type FocusRow,
} from '../../src/reports/focus.js';
import { csvOf } from '../focus-lint/support/files.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

let booted: Simulated;
beforeAll(async () => {
  booted = await bootSimulated();
});
afterAll(() => booted.close());

const ABOUT: FocusAbout = {
  organization: { id: 'org', name: 'Acme Robotics' },
  workspaces: { w: 'Search' },
  refreshedAt: '2026-11-24T08:00:00Z',
};

const CELL: SpendCell = {
  starting_at: '2026-11-02T00:00:00Z',
  ending_at: '2026-11-03T00:00:00Z',
  workspace_id: 'w',
  api_key_id: 'apikey_1',
  actor: { type: 'user', id: 'user_1' },
  model: 'claude-opus-4-8',
  product: 'api',
  cost_type: 'tokens',
  token_type: 'cache_read_input_tokens',
  amount: '1.000000000001',
  list_amount: '2',
  quantity: 1_234_567,
  unit: 'tokens',
};

it('writes a cell as a row', () => {
  expect(focusRowOf(CELL, ABOUT)).toEqual({
    BilledCost: '0.01000000000001',
    BillingAccountId: 'org',
    BillingAccountName: 'Acme Robotics',
    BillingCurrency: 'USD',
    BillingPeriodStart: '2026-11-01T00:00:00Z',
    BillingPeriodEnd: '2026-12-01T00:00:00Z',
    ChargeCategory: 'Usage',
    ChargeClass: null,
    ChargeDescription: 'Cache Read Input Tokens of claude-opus-4-8',
    ChargeFrequency: 'Usage-Based',
    ChargePeriodStart: '2026-11-02T00:00:00Z',
    ChargePeriodEnd: '2026-11-03T00:00:00Z',
    ConsumedQuantity: '1234567',
    ConsumedUnit: 'Tokens',
    ContractedCost: '0.01000000000001',
    EffectiveCost: '0.01000000000001',
    HostProviderName: 'Anthropic',
    InvoiceIssuerName: 'Anthropic',
    ListCost: '0.02',
    PricingCategory: 'Standard',
    PricingQuantity: '1.234567',
    PricingUnit: '1000000 Tokens',
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: 'Claude API',
    ServiceProviderName: 'Anthropic',
    ServiceSubcategory: 'Generative AI',
    SkuId: 'claude-opus-4-8:cache_read_input_tokens',
    SkuMeter: 'Cache Read Input Tokens',
    SkuPriceDetails:
      '{"x_ModelId":"claude-opus-4-8","x_ModelDeveloper":"Anthropic","x_TokenDirection":"Input","x_TokenCacheAction":"Read"}',
    SkuPriceId: 'claude-opus-4-8:cache_read_input_tokens',
    SubAccountId: 'w',
    SubAccountName: 'Search',
    SubAccountType: 'Workspace',
    x_ActorId: 'user_1',
    x_ActorType: 'user',
    x_ApiKeyId: 'apikey_1',
    x_DataRefreshedAt: '2026-11-24T08:00:00Z',
    x_InferenceGeo: null,
    x_Product: 'api',
    x_ServiceTier: null,
  });
});

it.each<[string, Partial<SpendCell>, Partial<FocusRow> | undefined]>([
  ['a correction', { correction: true }, { ChargeClass: 'Correction' }],
  ['output', { token_type: 'output_tokens' }, { SkuPriceDetails: expect.not.stringContaining('Cache') }],
  [
    'searches',
    { cost_type: 'web_search', token_type: null, model: null, unit: 'searches', quantity: 25 },
    {
      SkuMeter: 'Web Searches',
      ConsumedUnit: 'Requests',
      PricingQuantity: '0.025',
      PricingUnit: '1000 Requests',
    },
  ],
  [
    'a cost without a quantity',
    { cost_type: 'code_execution', token_type: null, model: null, unit: null, quantity: null },
    { SkuId: 'code_execution', ConsumedQuantity: '1', ConsumedUnit: 'Charges' },
  ],
  ['usage without a cost', { amount: null, list_amount: null }, { BilledCost: '0', ListCost: '0' }],
  ['tokens of a later version', { token_type: 'audio_tokens' }, { SkuMeter: 'Audio Tokens' }],
  [
    'a tier',
    { service_tier: 'batch' },
    { x_ServiceTier: 'batch', SkuPriceId: 'claude-opus-4-8:cache_read_input_tokens:service_tier=batch' },
  ],
  ['the default workspace', { workspace_id: null }, { SubAccountName: null, SubAccountType: null }],
  ['a workspace without a name', { workspace_id: 'constructor' }, { SubAccountName: null }],
  ['requests', { cost_type: null, token_type: null, unit: 'requests', amount: null }, undefined],
])('writes %s', (_, changed, expected) => {
  const row = focusRowOf({ ...CELL, ...changed }, ABOUT);

  expect(row).toEqual(expected && expect.objectContaining(expected));
});

const DAY = 86_400_000;
const START = Date.UTC(2026, 9, 20);
const rows: Parameters<typeof spendCells>[0] = (id, input) =>
  booted.connector.rows(id, input as never, CONTEXT);

const DIMENSIONS: readonly CellDimension[] = [
  'workspace_id',
  'api_key_id',
  'actor',
  'model',
  'product',
  'service_tier',
];

it('is valid and adds up to the report of the API, to the last digit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 3 }),
      fc.subarray([...DIMENSIONS], { maxLength: 5 }),
      fc.constantFrom(...FOCUS_VERSIONS),
      async (first, days, dimensions, version) => {
        const [from, until] = [START + first * DAY, START + (first + days) * DAY];
        const written: FocusRow[] = [];
        for await (const cell of spendCells(rows, { from, until, width: '1d', dimensions })) {
          const row = focusRowOf(cell, ABOUT, version);
          if (row) written.push(row);
        }
        const [starting_at, ending_at] = [from, until].map((time) => new Date(time).toISOString()) as [
          string,
          string,
        ];
        const whole = { billed: Big(0), list: Big(0) };
        const report = booted.connector.rows('analytics_cost_list', { starting_at, ending_at }, CONTEXT);
        for await (const { cost } of report) {
          whole.billed = whole.billed.plus(cost.amount);
          whole.list = whole.list.plus(cost.list_amount);
        }

        const sum = (column: string): string =>
          written
            .reduce((total, row) => total.plus(row[column]!), Big(0))
            .times(100)
            .toFixed();
        expect([sum('BilledCost'), sum('ListCost')]).toEqual([whole.billed.toFixed(), whole.list.toFixed()]);
        const result = await lint(Readable.from([csvOf(written)]), { version });
        expect(result.findings.filter(({ rule }) => rule !== 'column-recommended')).toEqual([]);
        expect(Object.keys(written[0]!)).toEqual(focusColumnsOf(version));
      },
    ),
    { numRuns: 6 },
  );
});
