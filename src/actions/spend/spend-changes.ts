import {
  ActionRefusal,
  action,
  cents,
  differenceOf,
  msg,
  toDollars,
  type Cents,
  type ComposedHandler,
} from '../../kit/catalog/index.js';
import { placeText, readPlace } from '../../reports/spend-cursor.js';
import {
  SPEND_LEDGER,
  type LedgerChange,
  type LedgerValue,
  type SpendLedger,
} from '../../reports/spend-ledger.js';
import { timeText } from '../../reports/spend-range.js';
import { groupOf } from './ledger-source.js';
import { namesFor } from './spend-names.js';
import type { SpendChangesInput } from './spend.inputs.js';
import type { ChangedValues, SpendChange, SpendChangesAnswer } from './spend.outputs.js';

const ID = 'spend_changes';
const DEFAULT_LIMIT = 25;
const DIMENSIONS = ['model', 'workspace', 'api_key', 'actor', 'product', 'token_type', 'cost_type'] as const;

/** Lists what the API has restated since a moment, from the ledger of the host. */
export const spendChanges: ComposedHandler<SpendChangesInput> = async (input, steps) => {
  const { since, bucket = 'day', limit = DEFAULT_LIMIT } = input;
  const ledger = steps.source(SPEND_LEDGER) as SpendLedger | undefined;
  const coverage = await ledger?.coverage(steps.owner);
  if (!ledger || !coverage) throw noLedger();
  // A caller may see of the ledger what the reports would show.
  const window = { starting_at: timeText(coverage.from), ending_at: timeText(coverage.until) };
  await steps.allow('analytics_cost_list', window);
  await steps.allow('analytics_usage_list', window);
  const after = readPlace(input.page, ID, input);
  const asked = { width: bucket === 'hour' ? '1h' : '1d', since: Date.parse(since), after } as const;
  const found = await ledger.changes(steps.owner, { ...asked, limit: limit + 1 });
  if (!found) throw noLedger();
  const page = found.slice(0, limit);
  const last = page.at(-1)?.[1];
  const nameOf = input.resolve_names ? await namesFor(steps, DIMENSIONS) : undefined;
  const changes = page.map(([change]): SpendChange => {
    const shown = changeOf(change);
    const names = nameOf?.(shown.group) ?? {};
    return { ...shown, ...(Object.keys(names).length > 0 ? { names } : {}) };
  });
  const answer: Omit<SpendChangesAnswer, 'summary'> = {
    currency: 'USD',
    data_refreshed_at: timeText(coverage.refreshedAt),
    changes,
    next_page: found.length > limit && last ? placeText(last, ID, input) : null,
  };
  return { summary: summaryOf(answer, input), ...answer };
};

function changeOf(change: LedgerChange): SpendChange {
  const { known_at, starting_at, ending_at, before, after, correction } = change;
  const [old, now] = [before, after].map((value) => cents(value?.amount ?? '0')) as [Cents, Cents];
  return {
    known_at,
    starting_at,
    ending_at,
    group: groupOf(change, DIMENSIONS),
    before: valuesOf(before),
    after: valuesOf(after),
    change_usd: toDollars(differenceOf(now, old)),
    is_correction: correction,
  };
}

function valuesOf(value: LedgerValue | null): ChangedValues {
  const { amount = null, list_amount: list = null, quantity = null } = value ?? {};
  return {
    ...(amount === null ? {} : { amount, amount_usd: toDollars(cents(amount)) }),
    ...(list === null ? {} : { list_amount: list, list_amount_usd: toDollars(cents(list)) }),
    ...(quantity === null ? {} : { quantity }),
  };
}

function summaryOf(
  { changes, next_page: next }: Omit<SpendChangesAnswer, 'summary'>,
  { since, bucket = 'day' }: SpendChangesInput,
): string {
  const what = `${bucket === 'hour' ? 'hourly' : 'daily'} figures`;
  if (changes.length === 0) return `No ${what} were restated since ${since}.`;
  const corrections = changes.filter((one) => one.is_correction).length;
  return `${changes.length} ${what} restated since ${since}${next === null ? '' : ' on this page, more follow'}; ${corrections} of them in a month that was closed.`;
}

const noLedger = (): ActionRefusal =>
  new ActionRefusal(
    'No ledger of this connection is kept, so nothing is known of what was restated.',
    msg`Switch the ledger of the connection on, or compare two reports with ${action('spend_reconcile')}.`,
  );
