import type { OutcomeMeta, Success } from '../kit/engine/outcome.js';
import { cutArray, cutJson, cutList, jsonBytes } from './cut-json.js';
import type { Schema } from './schema/json-schema.js';
import type { ToolCall } from './tool-result.js';

/** How many items of a list a result shows. */
interface Counts {
  /** Items that are shown whole. */
  readonly shown: number;
  readonly items: number;
}

/** What a result says of data that was larger than it may be. */
export interface CutNotice extends Partial<Counts> {
  readonly reason: 'max_bytes';
  /** How much is shown of how much, and how to ask for less. */
  readonly message: string;
  /** Bytes of the whole data. */
  readonly bytes: number;
}

/** A success with a part of its data. */
export interface CutSuccess extends Omit<Success<unknown>, 'meta'> {
  readonly meta: Omit<OutcomeMeta, 'partial'> & { readonly partial: CutNotice };
}

/** Bytes kept for what is said beside the data. */
const BESIDE_BYTES = 2_000;

const WARNINGS_BYTES = 500;

/** Cuts data of a number of bytes to what a result may hold. */
export function cutSuccess(outcome: Success<unknown>, bytes: number, call: ToolCall): CutSuccess {
  const { warnings, ...meta } = outcome.meta;
  const { data, counts } = cutData(outcome, call.action, call.maxBytes - BESIDE_BYTES);
  const message = [
    counts ? countText(counts, call.maxBytes) : `Long lists and texts are cut to ${call.maxBytes} bytes.`,
    `The whole is ${bytes} bytes.`,
    ...adviceFor(counts, call),
  ].join(' ');
  return {
    ...outcome,
    data,
    ...(counts ? { page: { hasMore: true, next: null } } : {}),
    meta: {
      ...meta,
      ...(warnings ? { warnings: cutList(warnings, WARNINGS_BYTES) as string[] } : {}),
      partial: { reason: 'max_bytes', message, ...counts, bytes },
    },
  };
}

/** The cursors of a list continue after what was cut: of a page of the API only the items are kept. */
function cutData(
  { data, page }: Success<unknown>,
  action: ToolCall['action'],
  maxBytes: number,
): { readonly data: unknown; readonly counts?: Counts } {
  const { itemsField } = action ?? {};
  const fields = data as Readonly<Record<string, unknown>>;
  const items = itemsField === undefined ? undefined : fields[itemsField];
  if (itemsField === undefined || !Array.isArray(items)) return { data: cutJson(data, maxBytes) };
  const beside = action?.request ? {} : cutJson(besideOf(fields, itemsField, page), maxBytes / 2);
  const budget = maxBytes - jsonBytes({ ...(beside as object), [itemsField]: 0 });
  return {
    // The whole has been written once already, to know its size.
    data: { ...(beside as object), [itemsField]: cutArray(items, budget) },
    counts: { shown: cutList(items, budget).length, items: items.length },
  };
}

/** What a response made around a list says beside it, such as totals, without its cursor. */
const besideOf = (
  fields: Readonly<Record<string, unknown>>,
  itemsField: string,
  page: Success<unknown>['page'],
): object => {
  const cursors: readonly unknown[] = Object.values(page?.next ?? {});
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => name !== itemsField && !cursors.includes(value)),
  );
};

const countText = ({ shown, items }: Counts, maxBytes: number): string =>
  shown === 0
    ? `A part of the first of ${items} items is shown, because it alone is larger than ${maxBytes} bytes.`
    : `The first ${shown} of ${items} items are shown, because a result has at most ${maxBytes} bytes.`;

/** Field of a report by which an API groups its rows: each value multiplies them. */
const GROUPS = 'group_by';

function adviceFor(counts: Counts | undefined, { tool, action, input, all }: ToolCall): string[] {
  const { sizeField, inputSchema } = action ?? {};
  const { properties = {} } = (inputSchema ?? {}) as Schema;
  const most = properties[sizeField ?? '']?.maximum ?? Infinity;
  const groups = (input as Readonly<Record<string, unknown>>)[GROUPS];
  const others = Object.keys(properties).length > 0 ? ['Its other arguments can make it smaller.'] : [];
  return [
    ...(sizeField !== undefined && counts && counts.shown > 0
      ? [
          `To read all of it, call ${tool} with ${sizeField} ${Math.min(counts.shown, most)}${all ? ', without all' : ''}, then with the cursor that its result gives.`,
        ]
      : []),
    ...(Array.isArray(groups) && groups.length > 0
      ? [`Fewer values in ${GROUPS} make it smaller; these were given: ${groups.join(', ')}.`]
      : others),
  ];
}
