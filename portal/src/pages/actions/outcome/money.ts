import type { ActionDescription } from '../catalog/action.js';
import { dollarsAsMoney, moneyOf } from '../../../money.js';
import { fieldOf, isRow, type ResponseRow } from './response-rows.js';

/** The fields of an action's response that hold an amount in the smallest unit of a currency. */
export const amountsOf = ({ outputUnits = {} }: Pick<ActionDescription, 'outputUnits'>): readonly string[] =>
  fieldsIn(outputUnits, 'cents');

/** Those that hold an amount of US dollars. */
export const dollarsOf = ({ outputUnits = {} }: Pick<ActionDescription, 'outputUnits'>): readonly string[] =>
  fieldsIn(outputUnits, 'dollars');

const fieldsIn = (units: NonNullable<ActionDescription['outputUnits']>, unit: string): readonly string[] =>
  Object.keys(units).filter((name) => units[name] === unit);

/**
 * A response with its amounts as money, such as `$380.05`, in place of cents; nothing is rounded. The same amount in dollars beside
 * one in cents is left out.
 * @param dollars - fields that are in dollars already
 * @param around - the currency of what is around the value
 */
export function withMoney(
  value: unknown,
  amounts: readonly string[],
  dollars: readonly string[] = [],
  around?: string,
): unknown {
  if (Array.isArray(value)) return value.map((one) => withMoney(one, amounts, dollars, around));
  if (!isRow(value)) return value;
  const currency = currencyOf(value, dollars, around);
  const isMoney = (name: string): boolean => currency !== undefined && amounts.includes(name);
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name]) =>
          !(
            dollars.includes(name) &&
            isMoney(name.replace(/_usd$/, '')) &&
            name.replace(/_usd$/, '') in value
          ),
      )
      .map(([name, one]) => {
        if (dollars.includes(name)) return [name, dollarsAsMoney(one)];
        return [
          name,
          isMoney(name) ? moneyOf(one, currency ?? '') : withMoney(one, amounts, dollars, currency),
        ];
      }),
  );
}

/** The currency of an object: what has an amount in dollars beside another amount is in dollars. */
export function currencyOf(
  value: ResponseRow,
  dollars: readonly string[],
  around?: string,
): string | undefined {
  if (typeof value['currency'] === 'string') return value['currency'];
  return around ?? (dollars.some((name) => name in value) ? 'USD' : undefined);
}

/** The value of a column of a table as money, where it is an amount. */
export function moneyIn(
  row: ResponseRow,
  column: string,
  { amounts, dollars }: { readonly amounts: readonly string[]; readonly dollars: readonly string[] },
): unknown {
  const field = fieldOf(column);
  const { [column]: value, currency } = row;
  return (withMoney({ currency, [field]: value }, amounts, dollars) as ResponseRow)[field];
}

/** The request of a preview with the amounts of its body as money, which has no currency of its own: inputs are in US dollars. */
export function withMoneyOfInput(
  request: unknown,
  { inputUnits = {} }: Pick<ActionDescription, 'inputUnits'>,
): unknown {
  if (!isRow(request) || !isRow(request['body'])) return request;
  const body = Object.entries(request['body']).map(([name, value]) => [
    name,
    Object.hasOwn(inputUnits, name) ? moneyOf(value, 'USD') : value,
  ]);
  return { ...request, body: Object.fromEntries(body) };
}
