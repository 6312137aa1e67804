import { ActionUnfit, cents, type Cents } from '../../kit/catalog/index.js';

/**
 * What is made of the rows of a report.
 * @throws ActionUnfit where a row has not the documented form: a sum without it would be wrong in silence.
 */
export function fromRows<Row, Made>(
  actionId: string,
  rows: readonly Row[],
  make: (row: Row) => readonly Made[],
): Made[] {
  return inForm(actionId, () => rows.flatMap(make));
}

/**
 * What is made of a response.
 * @throws ActionUnfit where a row has not the documented form.
 */
export function inForm<Made>(actionId: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof ActionUnfit) throw error;
    throw new ActionUnfit(`A row of the response to ${actionId} has not the documented form.`);
  }
}

/** The API refuses the analytics reports to organizations with HIPAA readiness, with a 400 that says so. */
export const isForHipaa = ({ message }: { readonly message: string }): boolean => /\bHIPAA\b/.test(message);

/** The amount of a row. @throws RangeError, ActionUnfit for another currency: amounts of two have no sum. */
export function amountIn(amount: string, currency: unknown): Cents {
  if (currency !== 'USD') throw new ActionUnfit(`A cost is in ${JSON.stringify(currency)}, not in USD.`);
  return cents(amount);
}

/** The time of a row. @throws RangeError */
export function timeIn(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new RangeError('not a time');
  return time;
}

/** A count of a row. @throws RangeError */
export function countIn(count: unknown): number {
  if (!Number.isSafeInteger(count)) throw new RangeError('not a count');
  return count as number;
}
