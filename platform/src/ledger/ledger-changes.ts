import type {
  LedgerChange,
  LedgerChangesAsked,
  LedgerPosition,
  LedgerValue,
} from 'anthropic-admin-connector';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { amountOf } from './amounts.js';
import { isCorrection } from './closed-month.js';
import { actorOf, timeOf } from './kept-cells.js';
import { HOUR_MS, type Window } from './windows.js';

type Parts = Readonly<Record<`${'' | 'old_'}${'list_' | ''}${'cents' | 'micros' | 'picos'}`, number | null>>;

interface ChangeRow extends Parts {
  readonly known_at: number;
  readonly at: number;
  readonly combination: number;
  readonly workspace_id: string | null;
  readonly api_key_id: string | null;
  readonly model: string | null;
  readonly product: string | null;
  readonly cost_type: string | null;
  readonly token_type: string | null;
  readonly type: string | null;
  readonly id: string | null;
  readonly provider: string | null;
  readonly quantity: number | null;
  readonly old_quantity: number | null;
}

/** Reads what the API has restated since a moment, in the order in which it became known. */
export async function readChanges(
  { db }: Pick<Database, 'db'>,
  ledger: number,
  { width: named, since, limit, after }: LedgerChangesAsked,
): Promise<(readonly [LedgerChange, LedgerPosition])[]> {
  const width = named === '1d' ? 24 : 1;
  const [knownAt = since, at = Number.MAX_SAFE_INTEGER, combination = 0] = after ?? [];
  const { rows } = await sql<ChangeRow>`
    select x.known_at, x.at, x.combination, c.workspace_id, c.api_key_id, c.model, c.product, c.cost_type, c.token_type,
      a.type, a.id, a.provider, x.cents, x.micros, x.picos, x.list_cents, x.list_micros, x.list_picos, x.quantity,
      o.cents as old_cents, o.micros as old_micros, o.picos as old_picos, o.list_cents as old_list_cents,
      o.list_micros as old_list_micros, o.list_picos as old_list_picos, o.quantity as old_quantity
    from ledger_cells x
      join ledger_combinations c on c.ledger = x.ledger and c.combination = x.combination
      left join ledger_actors a on a.ledger = c.ledger and a.actor = c.actor
      left join ledger_cells o on o.ledger = x.ledger and o.width = x.width and o.at = x.at
        and o.combination = x.combination and o.replaced_at = x.known_at
    where x.ledger = ${ledger} and x.width = ${width} and x.restates = 1 and x.known_at >= ${knownAt}
      and (x.known_at > ${knownAt} or x.at > ${at} or (x.at = ${at} and x.combination > ${combination}))
    order by x.known_at, x.at, x.combination limit ${sql.lit(limit)}`.execute(db);
  return rows.map((row) => [changeOf(row, width), [row.known_at, row.at, row.combination]]);
}

function changeOf(row: ChangeRow, width: Window['width']): LedgerChange {
  const { known_at, at, type, id, provider } = row;
  const { workspace_id, api_key_id, model, product, cost_type, token_type } = row;
  return {
    known_at: new Date(known_at).toISOString(),
    starting_at: timeOf(at),
    ending_at: timeOf(at + width * HOUR_MS),
    ...{ workspace_id, api_key_id, actor: type === null ? null : actorOf({ type, id, provider }) },
    ...{ model, product, cost_type, token_type },
    before: valueOf(row, 'old_'),
    after: valueOf(row, ''),
    correction: isCorrection(at, known_at),
  };
}

function valueOf(row: ChangeRow, prefix: '' | 'old_'): LedgerValue | null {
  const amount = (kind: '' | 'list_'): string | null => {
    const cents = row[`${prefix}${kind}cents`];
    if (cents === null) return null;
    return amountOf({
      cents,
      micros: row[`${prefix}${kind}micros`] ?? 0,
      picos: row[`${prefix}${kind}picos`] ?? 0,
    });
  };
  const quantity = row[`${prefix}quantity`];
  const net = amount('');
  return net === null && quantity === null
    ? null
    : { amount: net, list_amount: amount('list_') ?? net, quantity };
}
