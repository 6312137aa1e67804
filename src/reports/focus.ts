import Big from 'big.js';
import { cents, toDollars } from '../kit/catalog/index.js';
import type { SpendCell } from './cells.js';
import { focusSkuOf } from './focus-sku.js';

/** The versions of FOCUS that cells can be written in. */
export const FOCUS_VERSIONS = ['1.4', '1.2'] as const;

/** A version of FOCUS. */
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];

/** What the rows of an export have in common. */
export interface FocusAbout {
  readonly organization: { readonly id: string; readonly name: string | null };
  /** The names of workspaces by id. */
  readonly workspaces: Readonly<Record<string, string>>;
  /** Until when the data of the API was complete, RFC 3339. */
  readonly refreshedAt: string | null;
}

/** A row of FOCUS: texts by column, null where there is no value. */
export type FocusRow = Readonly<Record<string, string | null>>;

/** The unit, and in how many of it prices are; of what no quantity is reported, one charge. */
interface Quantity {
  readonly consumed: string;
  readonly unit: string;
  readonly priced: string;
  readonly pricingUnit: string;
}

const ONE_CHARGE: Quantity = { consumed: '1', unit: 'Charges', priced: '1', pricingUnit: 'Charges' };

/**
 * A cell as a row of the Cost and Usage dataset; undefined for a cell that is no charge, such as a count of requests. The
 * costs of all rows add up to the total of the cells, to the last digit.
 *
 * @example
 * for await (const cell of spendCells(rows, november)) {
 *   const row = focusRowOf(cell, about);
 *   if (row) console.log(row.SkuId, row.BilledCost);
 * }
 */
export function focusRowOf(
  cell: SpendCell,
  about: FocusAbout,
  version: FocusVersion = '1.4',
): FocusRow | undefined {
  if (cell.unit === 'requests' && cell.amount === null) return undefined;
  const { organization, workspaces, refreshedAt } = about;
  const { workspace_id: workspace, actor } = cell;
  const billed = toDollars(cents(cell.amount ?? '0'));
  const sku = focusSkuOf(cell);
  const quantity = quantityOf(cell);
  const [start, end] = monthOf(cell.starting_at);
  return {
    BilledCost: billed,
    BillingAccountId: organization.id,
    BillingAccountName: organization.name,
    BillingCurrency: 'USD',
    BillingPeriodEnd: end,
    BillingPeriodStart: start,
    ChargeCategory: 'Usage',
    ChargeClass: cell.correction ? 'Correction' : null,
    ChargeDescription: cell.model === null ? sku.meter : `${sku.meter} of ${cell.model}`,
    ChargeFrequency: 'Usage-Based',
    ChargePeriodEnd: cell.ending_at,
    ChargePeriodStart: cell.starting_at,
    ConsumedQuantity: quantity.consumed,
    ConsumedUnit: quantity.unit,
    ContractedCost: billed,
    EffectiveCost: billed,
    ...(version === '1.2'
      ? { InvoiceIssuerName: ISSUER }
      : { HostProviderName: ISSUER, InvoiceIssuerName: ISSUER }),
    ListCost: toDollars(cents(cell.list_amount ?? cell.amount ?? '0')),
    PricingCategory: 'Standard',
    PricingQuantity: quantity.priced,
    PricingUnit: quantity.pricingUnit,
    ...(version === '1.2' && { ProviderName: ISSUER, PublisherName: ISSUER }),
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: 'Claude API',
    ...(version !== '1.2' && { ServiceProviderName: ISSUER }),
    ServiceSubcategory: 'Generative AI',
    SkuId: sku.id,
    SkuMeter: sku.meter,
    SkuPriceDetails: sku.priceDetails,
    SkuPriceId: sku.priceId,
    SubAccountId: workspace,
    SubAccountName: workspace === null ? null : nameIn(workspaces, workspace),
    SubAccountType: workspace === null ? null : 'Workspace',
    x_ActorId: actor?.id ?? null,
    x_ActorType: actor?.type ?? null,
    x_ApiKeyId: cell.api_key_id,
    x_DataRefreshedAt: refreshedAt,
    x_InferenceGeo: cell.inference_geo ?? null,
    x_Product: cell.product,
    x_ServiceTier: cell.service_tier ?? null,
  };
}

/** The columns of the rows, in the order in which they are written. */
export const focusColumnsOf = (version: FocusVersion): readonly string[] =>
  Object.keys(focusRowOf(SAMPLE, NOTHING_KNOWN, version)!);

const ISSUER = 'Anthropic';

const nameIn = (names: Readonly<Record<string, string>>, id: string): string | null =>
  Object.hasOwn(names, id) ? (names[id] ?? null) : null;

function quantityOf({ quantity, unit }: SpendCell): Quantity {
  if (quantity === null) return ONE_CHARGE;
  const consumed = Big(quantity);
  const per = (count: number): string => consumed.times(Big(1).div(count)).toFixed();
  const written = consumed.toFixed();
  if (unit === 'tokens')
    return { consumed: written, unit: 'Tokens', priced: per(1e6), pricingUnit: '1000000 Tokens' };
  if (unit === 'searches')
    return { consumed: written, unit: 'Requests', priced: per(1e3), pricingUnit: '1000 Requests' };
  return { consumed: written, unit: 'Requests', priced: written, pricingUnit: 'Requests' };
}

/** The calendar month (UTC) that a moment is in: its first moment, and that of the next one. */
function monthOf(moment: string): [start: string, end: string] {
  const time = new Date(moment);
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  return [timeOf(Date.UTC(year, month)), timeOf(Date.UTC(year, month + 1))];
}

const timeOf = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

const NOTHING_KNOWN: FocusAbout = { organization: { id: '', name: null }, workspaces: {}, refreshedAt: null };

const SAMPLE: SpendCell = {
  starting_at: '2026-01-01T00:00:00Z',
  ending_at: '2026-01-02T00:00:00Z',
  workspace_id: null,
  api_key_id: null,
  actor: null,
  model: null,
  product: null,
  cost_type: null,
  token_type: null,
  amount: null,
  list_amount: null,
  quantity: null,
  unit: null,
};
