import type { Rule } from '../findings.js';
import { isFrom, type FocusVersion } from '../spec/versions.js';
import { CHARGE_RULES, CHARGES } from './charges.js';
import { NULL_RULES, NULLS } from './nulls.js';
import { REQUESTER_RULES, REQUESTERS } from './requesters.js';
import type { RowRule } from './row-rule.js';
import { SKU_PRICE_RULES, skuPriceRules } from './sku-prices.js';
import { STRUCTURE_RULES } from './structure.js';
import { VALUE_RULES } from './values.js';

/** All rules, in the order in which they apply. */
export const RULES: readonly Rule[] = [
  ...STRUCTURE_RULES,
  ...VALUE_RULES,
  ...NULL_RULES,
  ...CHARGE_RULES,
  ...SKU_PRICE_RULES,
  ...REQUESTER_RULES,
];

/** The rules about rows of one file: those of its version whose columns it has. */
export const rowRulesFor = (version: FocusVersion, columns: ReadonlySet<string>): RowRule[] =>
  [...NULLS, ...CHARGES, ...skuPriceRules(version), ...REQUESTERS].filter(
    ({ since, needs }) =>
      (since === undefined || isFrom(version, since)) && needs.every((column) => columns.has(column)),
  );
