import type { CompiledAction } from '../kit/compile/compiled-action.js';
import type { RawInput } from '../kit/catalog/define-limitation.js';
import type { ActionId } from '../actions/index.js';
import { exampleOf } from './example-of.js';

type Item = Readonly<Record<string, unknown>>;

/** How many items the API returns where neither the input nor its schema says it. */
const PAGE_SIZE = 20;

/** The page of a list that an input asks for, as the API returns it. */
export function pageOf(action: CompiledAction, all: readonly unknown[], input: RawInput): object {
  const items = all as readonly Item[];
  const page = exampleOf(action.id as ActionId) as object;
  const size = sizeOf(action, input);
  if (!('first_id' in page)) {
    const start = Number(input['page'] ?? 0);
    const more = start + size < items.length;
    const next_page = more ? String(start + size) : null;
    return {
      ...page,
      data: items.slice(start, start + size),
      next_page,
      ...('has_more' in page ? { has_more: more } : {}),
    };
  }
  const { before_id, after_id } = input;
  const end = before_id === undefined ? items.length : Math.max(indexOf(items, before_id), 0);
  const start =
    before_id === undefined
      ? after_id === undefined
        ? 0
        : indexOf(items, after_id) + 1
      : Math.max(end - size, 0);
  const data = items.slice(start, Math.min(start + size, end));
  return {
    ...page,
    data,
    has_more: before_id === undefined ? start + size < end : start > 0,
    first_id: idOf(data.at(0)),
    last_id: idOf(data.at(-1)),
  };
}

function sizeOf({ sizeField, inputSchema }: CompiledAction, input: RawInput): number {
  const properties = inputSchema['properties'] as Readonly<Record<string, { default?: number }>>;
  return (input[sizeField] as number | undefined) ?? properties[sizeField]?.default ?? PAGE_SIZE;
}

/** Members of a workspace have the id of their user. */
const idOf = (item: Item | undefined): unknown => item?.['id'] ?? item?.['user_id'] ?? null;

const indexOf = (items: readonly Item[], id: unknown): number => items.findIndex((item) => idOf(item) === id);
