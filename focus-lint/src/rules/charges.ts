import Big from 'big.js';
import { error, warning, type Rule } from '../findings.js';
import type { Row } from '../row.js';
import { CATEGORY_OF } from '../spec/service-subcategories.js';
import { rowRule, type RowRule } from './row-rule.js';

const BILLING_PERIOD = error(
  'billing-period',
  'A billing period ends after it starts; its end is exclusive.',
);
const BILLING_MONTH = warning('billing-month', 'A billing period is a calendar month in UTC.');
const CHARGE_PERIOD = error('charge-period', 'A charge period ends after it starts; its end is exclusive.');
const CHARGE_MONTH = warning(
  'charge-in-billing-period',
  'A charge that corrects nothing is within its billing period.',
);
const FREQUENCY = error('charge-frequency', 'A purchase is One-Time or Recurring, not Usage-Based.');
const COMMITTED = error(
  'committed-pricing',
  'PricingCategory is Committed with a CommitmentDiscountId alone.',
);
const CREDIT = error('credit-cost', 'ContractedCost of a credit equals its BilledCost.');
const PRODUCT = error(
  'cost-product',
  'A cost equals unit price times PricingQuantity, to the digits that are written.',
);
const SUBCATEGORY = error('service-subcategory', 'A ServiceSubcategory belongs to the ServiceCategory.');

/** The rules of charges. */
export const CHARGE_RULES: readonly Rule[] = [
  ...[
    BILLING_PERIOD,
    BILLING_MONTH,
    CHARGE_PERIOD,
    CHARGE_MONTH,
    FREQUENCY,
    COMMITTED,
    CREDIT,
    PRODUCT,
    SUBCATEGORY,
  ],
];

const DECIMAL = /^-?\d+(\.\d+)?$/;

const numberIn = (row: Row, column: string): Big | undefined => {
  const text = row.text(column);
  return text !== null && DECIMAL.test(text) ? new Big(text) : undefined;
};

const timeIn = (row: Row, column: string): number => Date.parse(row.text(column) ?? '');

const period = (rule: Rule, name: string): RowRule => ({
  rule,
  column: `${name}End`,
  needs: [`${name}Start`, `${name}End`],
  check: (row) => {
    if (/:59:59(\.9+)?Z$/.test(row.text(`${name}End`) ?? ''))
      return `${name}End is exclusive: write the first moment after the period, such as 2026-12-01T00:00:00Z.`;
    return timeIn(row, `${name}End`) <= timeIn(row, `${name}Start`)
      ? `${name}End must be after ${name}Start.`
      : undefined;
  },
});

/** The first moment of the month after one that starts at a moment; NaN where it starts none. */
function monthAfter(start: number): number {
  const from = new Date(start);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
  return Date.UTC(year, month) === start ? Date.UTC(year, month + 1) : Number.NaN;
}

const product = (cost: string, price: string): RowRule => ({
  rule: PRODUCT,
  column: cost,
  needs: [cost, price, 'PricingQuantity'],
  check: (row) => {
    const [total, unit, quantity] = [cost, price, 'PricingQuantity'].map((column) => numberIn(row, column));
    if (!total || !unit || !quantity) return undefined;
    const allowed = halfStepOf(total)
      .plus(halfStepOf(unit).times(quantity.abs()))
      .plus(halfStepOf(quantity).times(unit.abs()));
    const difference = unit.times(quantity).minus(total).abs();
    return difference.gt(allowed)
      ? `${cost} is not ${price} times PricingQuantity (off by ${difference.toFixed()}).`
      : undefined;
  },
});

/** How far a number may be from what was rounded to its last decimal; a whole number is exact. */
const halfStepOf = ({ c, e }: Big): Big => {
  const decimals = c.length - 1 - e;
  return decimals > 0 ? new Big(10).pow(-decimals).div(2) : new Big(0);
};

/** Rules about several columns of a charge. */
export const CHARGES: readonly RowRule[] = [
  period(BILLING_PERIOD, 'BillingPeriod'),
  period(CHARGE_PERIOD, 'ChargePeriod'),
  rowRule(BILLING_MONTH, 'BillingPeriodStart', ['BillingPeriodStart', 'BillingPeriodEnd'], (row) =>
    monthAfter(timeIn(row, 'BillingPeriodStart')) === timeIn(row, 'BillingPeriodEnd')
      ? undefined
      : 'BillingPeriodStart and BillingPeriodEnd are not the first moments of a month and of the next one.',
  ),
  rowRule(
    CHARGE_MONTH,
    'ChargePeriodStart',
    ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargeClass', 'ChargeCategory'],
    (row) => {
      if (row.text('ChargeClass') !== null || row.text('ChargeCategory') !== 'Usage') return undefined;
      const at = timeIn(row, 'ChargePeriodStart');
      return at < timeIn(row, 'BillingPeriodStart') || at >= timeIn(row, 'BillingPeriodEnd')
        ? 'ChargePeriodStart is not within the billing period, and ChargeClass is not Correction.'
        : undefined;
    },
  ),
  rowRule(FREQUENCY, 'ChargeFrequency', ['ChargeFrequency', 'ChargeCategory'], (row) =>
    row.text('ChargeCategory') === 'Purchase' && row.text('ChargeFrequency') === 'Usage-Based'
      ? 'ChargeFrequency of a purchase is One-Time or Recurring.'
      : undefined,
  ),
  rowRule(COMMITTED, 'PricingCategory', ['PricingCategory'], (row) =>
    row.text('PricingCategory') === 'Committed' && row.text('CommitmentDiscountId') === null
      ? 'PricingCategory is Committed, and CommitmentDiscountId is null.'
      : undefined,
  ),
  rowRule(CREDIT, 'ContractedCost', ['ContractedCost', 'BilledCost', 'ChargeCategory'], (row) => {
    if (row.text('ChargeCategory') !== 'Credit') return undefined;
    const [contracted, billed] = [numberIn(row, 'ContractedCost'), numberIn(row, 'BilledCost')];
    return contracted && billed && !contracted.eq(billed)
      ? 'ContractedCost of a credit must equal BilledCost.'
      : undefined;
  }),
  product('ListCost', 'ListUnitPrice'),
  product('ContractedCost', 'ContractedUnitPrice'),
  rowRule(SUBCATEGORY, 'ServiceSubcategory', ['ServiceSubcategory', 'ServiceCategory'], (row) => {
    const [name, category] = [row.text('ServiceSubcategory'), row.text('ServiceCategory')];
    const parent = name === null ? undefined : CATEGORY_OF.get(name);
    return parent !== undefined && parent !== category ? `${name} belongs to ${parent}.` : undefined;
  }),
];
