import { titleOf } from 'anthropic-admin-connector/key-format';
import { createContext, useContext } from 'react';
import { ANTHROPIC_ID_KINDS } from '../../../anthropic/record-sources.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { labelIn } from '../form/labels.js';
import type { NamedRecord } from '../pickers/records-api.js';
import { amountsOf, dollarsOf } from './money.js';
import { groupsOf } from './report-fields.js';
import { isRow, textOf } from './response-rows.js';

type IdKinds = Readonly<Record<string, string>>;

const ID_KINDS: Readonly<Record<string, IdKinds>> = { anthropic: ANTHROPIC_ID_KINDS };

const NONE: IdKinds = {};

/** The value of a name, of a table whose names may come from a response. */
const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** How the values of a response are read. */
export interface Reading {
  /** Fields that hold an amount of money. */
  readonly amounts: readonly string[];
  /** Those that hold it in US dollars. */
  readonly dollars: readonly string[];
  /** Fields that tell the rows of a report apart. */
  readonly groups: readonly string[];
  /** The label of a field. */
  readonly labelOf: (field: string) => string;
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
  dollars: [],
  groups: [],
  labelOf: titleOf,
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
  action: Pick<
    ActionDescription,
    'id' | 'labels' | 'inputSchema' | 'outputUnits' | 'outputWords' | 'outputNulls'
  >,
  input: ActionInput,
  book: ReadonlyMap<string, NamedRecord>,
): Reading {
  const { outputWords = {}, outputNulls = {} } = action;
  const groups = groupsOf(connector, input);
  const groupable = action.inputSchema.properties?.['group_by']?.items?.enum ?? [];
  return {
    amounts: amountsOf(action),
    dollars: dollarsOf(action),
    groups,
    // Of a count in an object, with the label of the object.
    labelOf: (field) =>
      field
        .split('.')
        .map((name) => labelIn(action, name))
        .join(': '),
    wordOf: (field, value) => {
      const words = own(outputWords, field ?? '');
      // A value that the API has added since is said by its own name.
      return words && (own(words, value) ?? (WORD.test(value) ? titleOf(value) : undefined));
    },
    nothingIn: (field = '') => {
      if (groupable.includes(field) && !groups.includes(field)) return 'not grouped';
      return own(outputNulls, field) ?? 'none';
    },
    recordOf: (id) => book.get(id),
    fieldOf: (id) => fieldOfId(connector, id),
  };
}

/** A value in words on one line, as a cell shows it, without names; an empty string for a field that is not there. */
export function wordsIn(reading: Reading, value: unknown, field: string | undefined): string {
  if (value === null) return reading.nothingIn(field);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => wordsIn(reading, one, field)).join(', ');
  if (isRow(value))
    return Object.entries(value)
      .map(([name, one]) => wordsIn(reading, one, name))
      .join(' ');
  const text = textOf(value);
  return reading.wordOf(field, text) ?? text;
}

/** The input field that an id belongs to, by how it begins. */
export function fieldOfId(connector: string, id: string): string | undefined {
  const start = id.slice(0, id.indexOf('_') + 1);
  return own(ID_KINDS[connector] ?? NONE, start);
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
  const kinds = ID_KINDS[connector] ?? NONE;
  const found = new Set<string>();
  for (const [, start = ''] of JSON.stringify(withoutOwnIds(data) ?? null).matchAll(REFERENCE)) {
    const field = own(kinds, start);
    if (field !== undefined) found.add(field);
  }
  return [...found];
}
