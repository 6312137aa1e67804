import type { ActionDescription } from '../catalog/action.js';
import { moneyOf } from '../../../money.js';
import { isRow } from './response-rows.js';

/** The fields of an action's response that hold an amount in the smallest unit of a currency. */
export const amountsOf = ({ outputUnits = {} }: Pick<ActionDescription, 'outputUnits'>): readonly string[] =>
  Object.keys(outputUnits);

/** A response with its amounts as money, such as `$380.05`, in place of cents; nothing is rounded. */
export function withMoney(value: unknown, amounts: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => withMoney(one, amounts));
  if (!isRow(value)) return value;
  const { currency } = value;
  const isMoney = (name: string): boolean => typeof currency === 'string' && amounts.includes(name);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      isMoney(name) ? moneyOf(one, currency as string) : withMoney(one, amounts),
    ]),
  );
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
