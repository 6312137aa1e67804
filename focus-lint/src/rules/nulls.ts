import { error, type Rule } from '../findings.js';
import {
  CHARGED,
  COMMITTED_USE,
  having,
  NOT_USAGE,
  TAX,
  UNUSED,
  USED,
  without,
  type Condition,
} from './condition.js';
import type { RowRule } from './row-rule.js';

const CONSUMED = error(
  'consumed-quantity',
  'ConsumedQuantity and ConsumedUnit are set for usage, and for nothing else.',
);
const PRICING = error(
  'pricing-quantity',
  'PricingQuantity and PricingUnit are set for usage and purchases, and null for tax.',
);
const PRICES = error('unit-price', 'A unit price is set for usage and purchases, and null for tax.');
const CATEGORY = error(
  'pricing-category',
  'PricingCategory is set for usage and purchases, and null for tax.',
);
const SKU = error('sku', 'SkuId and SkuPriceId are set for usage and purchases, and null for tax.');
const SKU_PARENT = error('sku-parent', 'What describes a SKU or its price is null where its id is null.');
const COMMITMENT = error('commitment-discount', 'The columns of a commitment discount are set as its id is.');
const CAPACITY = error('capacity-reservation', 'CapacityReservationStatus is set as its id is.');
const SUB_ACCOUNT = error(
  'sub-account',
  'The name and the type of a sub account are null where its id is null.',
);
const RESOURCE = error('resource', 'The name and the type of a resource are null where its id is null.');
const REGION = error('region', 'RegionName is null where RegionId is null.');
const ALLOCATED = error(
  'allocated-resource',
  'AllocatedResourceName is null where AllocatedResourceId is null.',
);

/** The rules of nulls that depend on other columns. */
export const NULL_RULES: readonly Rule[] = [
  ...[
    CONSUMED,
    PRICING,
    PRICES,
    CATEGORY,
    SKU,
    SKU_PARENT,
    COMMITMENT,
    CAPACITY,
    SUB_ACCOUNT,
    RESOURCE,
    REGION,
    ALLOCATED,
  ],
];

const isNull = (rule: Rule, column: string, when: Condition, since?: string): RowRule => ({
  rule,
  column,
  since,
  needs: [column, ...when.needs],
  check: (row) =>
    row.text(column) !== null && when.holds(row) ? `${column} must be null where ${when.says}.` : undefined,
});

const isSet = (rule: Rule, column: string, when: Condition): RowRule => ({
  rule,
  column,
  needs: [column, ...when.needs],
  check: (row) =>
    row.text(column) === null && when.holds(row)
      ? `${column} must not be null where ${when.says}.`
      : undefined,
});

const both = (rule: Rule, column: string): RowRule[] => [
  isNull(rule, column, TAX),
  isSet(rule, column, CHARGED),
];

/** When a column must be null, and when it must not. */
export const NULLS: readonly RowRule[] = [
  isNull(CONSUMED, 'ConsumedQuantity', NOT_USAGE),
  isNull(CONSUMED, 'ConsumedQuantity', UNUSED),
  isNull(CONSUMED, 'ConsumedQuantity', without('SkuPriceId'), '1.4'),
  isSet(CONSUMED, 'ConsumedQuantity', USED),
  isNull(CONSUMED, 'ConsumedUnit', without('ConsumedQuantity')),
  isSet(CONSUMED, 'ConsumedUnit', having('ConsumedQuantity')),
  ...both(PRICING, 'PricingQuantity'),
  isNull(PRICING, 'PricingQuantity', without('SkuPriceId'), '1.4'),
  isNull(PRICING, 'PricingUnit', without('PricingQuantity')),
  isSet(PRICING, 'PricingUnit', having('PricingQuantity')),
  ...['ListUnitPrice', 'ContractedUnitPrice'].flatMap((column) => both(PRICES, column)),
  ...both(CATEGORY, 'PricingCategory'),
  ...['SkuId', 'SkuPriceId'].flatMap((column) => both(SKU, column)),
  isNull(SKU_PARENT, 'SkuMeter', without('SkuId')),
  isNull(SKU_PARENT, 'SkuPriceId', without('SkuId')),
  isNull(SKU_PARENT, 'SkuPriceDetails', without('SkuPriceId')),
  ...['Category', 'Name', 'Quantity', 'Status', 'Type', 'Unit'].map((name) =>
    isNull(COMMITMENT, `CommitmentDiscount${name}`, without('CommitmentDiscountId')),
  ),
  ...['Category', 'Type'].map((name) =>
    isSet(COMMITMENT, `CommitmentDiscount${name}`, having('CommitmentDiscountId')),
  ),
  isSet(COMMITMENT, 'CommitmentDiscountStatus', COMMITTED_USE('CommitmentDiscountId')),
  isNull(CAPACITY, 'CapacityReservationStatus', without('CapacityReservationId')),
  isSet(CAPACITY, 'CapacityReservationStatus', COMMITTED_USE('CapacityReservationId')),
  isNull(SUB_ACCOUNT, 'SubAccountName', without('SubAccountId')),
  isNull(SUB_ACCOUNT, 'SubAccountType', without('SubAccountId')),
  isSet(SUB_ACCOUNT, 'SubAccountType', having('SubAccountId')),
  isNull(RESOURCE, 'ResourceName', without('ResourceId')),
  isNull(RESOURCE, 'ResourceType', without('ResourceId')),
  isNull(REGION, 'RegionName', without('RegionId')),
  isNull(ALLOCATED, 'AllocatedResourceName', without('AllocatedResourceId')),
];
