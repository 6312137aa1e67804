import { createContext, useContext } from 'react';
import {
  ANTHROPIC_ID_KINDS,
  ANTHROPIC_NOTHING,
  ANTHROPIC_WORD_FIELDS,
  ANTHROPIC_WORDS,
} from '../../../anthropic/answer-words.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { labelOf } from '../form/labels.js';
import type { NamedRecord } from '../pickers/records-api.js';
import { amountsOf } from './money.js';
import { groupsOf } from './report-fields.js';
import { isRow } from './response-rows.js';

interface Words {
  readonly fields: readonly string[];
  readonly words: Readonly<Record<string, string>>;
  readonly nothing: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
}

const NO_WORDS: Words = { fields: [], words: {}, nothing: {}, kinds: {} };
const WORDS: Readonly<Record<string, Words>> = {
  anthropic: {
    fields: ANTHROPIC_WORD_FIELDS,
    words: ANTHROPIC_WORDS,
    nothing: ANTHROPIC_NOTHING,
    kinds: ANTHROPIC_ID_KINDS,
  },
};

const wordsOf = (connector: string): Words => WORDS[connector] ?? NO_WORDS;

/** How the values of a response are read. */
export interface Reading {
  /** Fields that hold an amount of money. */
  readonly amounts: readonly string[];
  /** Fields that tell the rows of a report apart. */
  readonly groups: readonly string[];
  /** A word of the API as people write it; undefined for any other value. */
  readonly wordOf: (field: string | undefined, value: string) => string | undefined;
  /** What null means in a field. */
  readonly nothingIn: (field: string | undefined) => string;
  /** The record of an id, as far as it is known. */
  readonly recordOf: (id: string) => NamedRecord | undefined;
  /** The input field that an id belongs to; undefined for ids of other kinds. */
  readonly fieldOf: (id: string) => string | undefined;
}

const PLAIN: Reading = {
  amounts: [],
  groups: [],
  wordOf: () => undefined,
  nothingIn: () => 'none',
  recordOf: () => undefined,
  fieldOf: () => undefined,
};

/** The reading of the response around. */
export const ReadingContext = createContext(PLAIN);

/** The reading of the response around. */
export const useReading = (): Reading => useContext(ReadingContext);

const WORD = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** How the response of an action to an input is read, with the names in a book. */
export function readingOf(
  connector: string,
  action: Pick<ActionDescription, 'inputSchema' | 'outputUnits'>,
  input: ActionInput,
  book: ReadonlyMap<string, NamedRecord>,
): Reading {
  const { fields, words, nothing } = wordsOf(connector);
  const groups = groupsOf(connector, input);
  const groupable = action.inputSchema.properties?.['group_by']?.items?.enum ?? [];
  return {
    amounts: amountsOf(action),
    groups,
    wordOf: (field, value) => {
      if (field === undefined || !fields.includes(field) || !WORD.test(value)) return undefined;
      return words[value] ?? labelOf(value);
    },
    nothingIn: (field = '') => {
      if (groupable.includes(field) && !groups.includes(field)) return 'not grouped';
      return nothing[field] ?? 'none';
    },
    recordOf: (id) => book.get(id),
    fieldOf: (id) => fieldOfId(connector, id),
  };
}

/** The input field that an id belongs to, by how it begins. */
export function fieldOfId(connector: string, id: string): string | undefined {
  const { kinds } = wordsOf(connector);
  const start = id.slice(0, id.indexOf('_') + 1);
  return Object.hasOwn(kinds, start) ? kinds[start] : undefined;
}

const REFERENCE = /[:[,]"([a-z]+_)/g;

/** A response without cursors and the ids of the records themselves, which have their names beside them. */
function withoutOwnIds(data: unknown): unknown {
  if (!isRow(data)) return data;
  const { id: _own, first_id: _first, last_id: _last, ...fields } = data;
  const bare = (one: unknown): unknown => (isRow(one) ? { ...one, id: undefined } : one);
  const lists = Object.entries(fields).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(bare) : value,
  ]);
  return Object.fromEntries(lists);
}

/** The input fields of the ids that a response refers to; the `id` of a record itself needs no name. */
export function referencesIn(connector: string, data: unknown): readonly string[] {
  const { kinds } = wordsOf(connector);
  const found = new Set<string>();
  for (const [, start = ''] of JSON.stringify(withoutOwnIds(data) ?? null).matchAll(REFERENCE)) {
    if (Object.hasOwn(kinds, start)) found.add(kinds[start] ?? '');
  }
  return [...found];
}
