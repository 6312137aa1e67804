import { ANTHROPIC_AMOUNTS } from '../../../anthropic/amounts.js';
import { moneyOf } from '../../../money.js';
import { isRow } from './response-rows.js';

const AMOUNTS: Readonly<Record<string, readonly string[]>> = { anthropic: ANTHROPIC_AMOUNTS };

/** The fields of a connector's responses that hold an amount in the smallest unit of a currency. */
export const amountsOf = (connector: string): readonly string[] => AMOUNTS[connector] ?? [];

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
