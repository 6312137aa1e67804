import {
  cents,
  focusColumnsOf,
  focusRowOf,
  toDollars,
  type FocusAbout,
  type SpendCell,
  type FocusVersion,
} from 'anthropic-admin-connector';

/** The forms of a file of spend. */
export const SPEND_FORMATS = ['csv', 'ndjson', 'parquet', 'focus'] as const;

/** The form of a file of spend. */
export type SpendFormat = (typeof SPEND_FORMATS)[number];

/** What the values of a column are. A decimal is a text of digits, and JSON is a text. */
export type ColumnKind = 'decimal' | 'integer' | 'text' | 'time';

/** A row of a file, by column. */
export type ExportRow = Readonly<Record<string, string | number | null>>;

/** The columns of a file, and its rows. */
export interface ExportTable {
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
  /** The row of a cell; undefined for a cell that the file does not have. */
  rowOf(cell: SpendCell): ExportRow | undefined;
}

/** The table of a form of file. */
export const tableOf = (format: SpendFormat, version: FocusVersion, about: FocusAbout): ExportTable =>
  format === 'focus' ? focusTable(version, about) : spendTable(about);

const FOCUS_DECIMALS = /Cost$|Quantity$/;
const FOCUS_TIMES = /Period(Start|End)$/;

const focusTable = (version: FocusVersion, about: FocusAbout): ExportTable => ({
  columns: focusColumnsOf(version).map((name) => [
    name,
    FOCUS_DECIMALS.test(name) ? 'decimal' : FOCUS_TIMES.test(name) ? 'time' : 'text',
  ]),
  rowOf: (cell) => focusRowOf(cell, about, version),
});

const spendTable = ({ organization, workspaces }: FocusAbout): ExportTable => ({
  columns: [
    ['starting_at', 'time'],
    ['ending_at', 'time'],
    ['organization_id', 'text'],
    ['workspace_id', 'text'],
    ['workspace_name', 'text'],
    ['api_key_id', 'text'],
    ['actor_type', 'text'],
    ['actor_id', 'text'],
    ['model', 'text'],
    ['product', 'text'],
    ['cost_type', 'text'],
    ['token_type', 'text'],
    ['quantity', 'integer'],
    ['unit', 'text'],
    ['amount', 'decimal'],
    ['amount_usd', 'decimal'],
    ['list_amount', 'decimal'],
    ['list_amount_usd', 'decimal'],
    ['correction', 'text'],
  ],
  rowOf: ({ actor, workspace_id: workspace, correction, ...cell }) => ({
    starting_at: cell.starting_at,
    ending_at: cell.ending_at,
    organization_id: organization.id,
    workspace_id: workspace,
    workspace_name:
      workspace !== null && Object.hasOwn(workspaces, workspace) ? (workspaces[workspace] ?? null) : null,
    api_key_id: cell.api_key_id,
    actor_type: actor?.type ?? null,
    actor_id: actor?.id ?? null,
    model: cell.model,
    product: cell.product,
    cost_type: cell.cost_type,
    token_type: cell.token_type,
    quantity: cell.quantity,
    unit: cell.unit,
    amount: cell.amount,
    amount_usd: dollarsOf(cell.amount),
    list_amount: cell.list_amount,
    list_amount_usd: dollarsOf(cell.list_amount),
    correction: correction ? 'correction' : null,
  }),
});

const dollarsOf = (amount: string | null): string | null =>
  amount === null ? null : toDollars(cents(amount));
