import { isLosslessNumber } from 'lossless-json';
import { error, warning, type Rule } from '../findings.js';
import { pricePropertiesOf, propertySince } from '../spec/price-details.js';
import type { FocusVersion } from '../spec/versions.js';
import type { RowRule } from './row-rule.js';
import { jsonIn, remembered } from './values.js';

const KEY = error(
  'price-details-key',
  'A key of SkuPriceDetails is one that FOCUS defines, or begins with x_.',
);
const VALUE = error(
  'price-details-value',
  'A key that FOCUS defines has a value of its type, and is left out where unknown.',
);
const CACHE = warning('price-details-cache', 'TokenCacheAction is of input tokens, and left out for output.');
const ONE_SKU = error('sku-price-parent', 'A SkuPriceId has the same SkuId in all rows.');
const ONE_PRICE = warning('sku-price-details', 'A SkuPriceId has the same SkuPriceDetails in all rows.');

/** The rules of SKU prices. */
export const SKU_PRICE_RULES: readonly Rule[] = [KEY, VALUE, CACHE, ONE_SKU, ONE_PRICE];

/** SKU prices whose first row is remembered. */
const MAX_PRICES = 10_000;

/** Rules about SKU prices, for one file: they remember what its rows had. */
export function skuPriceRules(version: FocusVersion): RowRule[] {
  return [
    details(KEY, keysIn(version)),
    details(VALUE, valuesIn(version)),
    details(CACHE, cacheIn),
    same(ONE_SKU, 'SkuId'),
    same(ONE_PRICE, 'SkuPriceDetails'),
  ];
}

const details = (
  rule: Rule,
  find: (details: Readonly<Record<string, unknown>>) => string | undefined,
): RowRule => {
  const check = remembered((text: string) => {
    const value = jsonIn(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return find(value as Record<string, unknown>);
  });
  return {
    rule,
    column: 'SkuPriceDetails',
    needs: ['SkuPriceDetails'],
    check: (row) => {
      const text = row.text('SkuPriceDetails');
      return text === null ? undefined : check(text);
    },
  };
};

function keysIn(version: FocusVersion) {
  const known = pricePropertiesOf(version);
  return (value: Readonly<Record<string, unknown>>): string | undefined => {
    const key = Object.keys(value).find((name) => !known.has(name) && !/^x_./.test(name));
    if (key === undefined) return undefined;
    const since = propertySince(key);
    return since === undefined
      ? `SkuPriceDetails has the key "${key.slice(0, 60)}"; a key that FOCUS does not define begins with x_.`
      : `SkuPriceDetails has the key ${key}, which FOCUS defines since ${since}; in ${version} write x_${key}.`;
  };
}

function valuesIn(version: FocusVersion) {
  const known = pricePropertiesOf(version);
  return (value: Readonly<Record<string, unknown>>): string | undefined => {
    for (const [key, inner] of Object.entries(value)) {
      const property = known.get(key);
      if (!property) continue;
      const isRight = property.type === 'number' ? isLosslessNumber(inner) : typeof inner === 'string';
      if (!isRight)
        return `${key} in SkuPriceDetails is a ${property.type}; leave it out where it is not known.`;
      if (property.values && !property.values.includes(String(inner)))
        return `${key} in SkuPriceDetails is one of ${property.values.join(', ')}.`;
    }
    return undefined;
  };
}

const cacheIn = (value: Readonly<Record<string, unknown>>): string | undefined => {
  const of = (name: string): unknown => value[name] ?? value[`x_${name}`];
  return of('TokenDirection') === 'Output' && of('TokenCacheAction') !== undefined
    ? 'SkuPriceDetails has a TokenCacheAction for output tokens; leave it out.'
    : undefined;
};

function same(rule: Rule, column: 'SkuId' | 'SkuPriceDetails'): RowRule {
  const first = new Map<string, string | null>();
  return {
    rule,
    column,
    needs: ['SkuPriceId', column],
    check: (row) => {
      const [id, value] = [row.text('SkuPriceId'), row.text(column)];
      if (id === null) return undefined;
      if (first.has(id))
        return first.get(id) === value
          ? undefined
          : `${column} differs from that of another row with the same SkuPriceId.`;
      if (first.size < MAX_PRICES) first.set(id, value);
      return undefined;
    },
  };
}
