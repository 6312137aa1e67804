import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.js';
import { mapTexts } from '../details.js';
import { canonicalJson, type ChainedEntry, type HeadSeal, type Json } from '../entry.js';
import type { AuditFilter } from '../read-chain.js';

/** What a reader sees of a person who was erased. */
export const ERASED = '[erased]';

/** What a reader sees of a person whose key does not open, or is missing although they were not erased. */
export const UNREADABLE = '[unreadable]';

/** Entries whose persons are looked up together. */
const PAGE = 100;

/** An entry as it is stored and hashed, and whom the ids in it stand for. */
export interface NamedEntry {
  readonly entry: ChainedEntry;
  readonly persons: Readonly<Record<string, string>>;
}

type Entries = AsyncIterable<ChainedEntry> | Iterable<ChainedEntry>;

/** Entries with whom the ids in them stand for. */
export async function* withPersons(
  db: Kysely<Schema>,
  seal: HeadSeal,
  entries: Entries,
): AsyncGenerator<NamedEntry, void, undefined> {
  let page: ChainedEntry[] = [];
  for await (const entry of entries) {
    page.push(entry);
    if (page.length < PAGE) continue;
    yield* await named(db, seal, page);
    page = [];
  }
  yield* await named(db, seal, page);
}

/** Entries in the words that were given to them: a name in place of each id. Their hashes are those of the stored form. */
export async function* readable(
  db: Kysely<Schema>,
  seal: HeadSeal,
  entries: Entries,
): AsyncGenerator<ChainedEntry, void, undefined> {
  for await (const { entry, persons } of withPersons(db, seal, entries)) {
    const { personal: _, ...details } = entry.details;
    if (Object.keys(persons).length === 0) {
      yield entry;
      continue;
    }
    const shown = (text: string): string => text.replace(ID, (id) => persons[id] ?? id);
    yield {
      ...entry,
      actorId: entry.actorId === null ? null : shown(entry.actorId),
      details: mapTexts(details, shown) as ChainedEntry['details'],
    };
  }
}

/** The same, at once. */
export async function allReadable(...given: Parameters<typeof readable>): Promise<ChainedEntry[]> {
  const shown: ChainedEntry[] = [];
  for await (const entry of readable(...given)) shown.push(entry);
  return shown;
}

/**
 * Entries as lines of JSON, with `persons`: whom the ids in an entry stand for. Without that and its `hash`, a line is exactly the text
 * that was hashed, so an export can be verified independently.
 */
export async function* linesOf(entries: AsyncIterable<NamedEntry>): AsyncGenerator<string, void, undefined> {
  for await (const { entry, persons } of entries) {
    const line: Json = { ...entry, ...(Object.keys(persons).length > 0 && { persons }) };
    yield `${canonicalJson(line)}\n`;
  }
}

/**
 * A filter that also finds the entries that hold an id in place of the actor.
 * @throws PlatformError (invalid_input) where a part of a name is in too many.
 */
export async function byPerson(
  db: Kysely<Schema>,
  seal: HeadSeal,
  tenantId: string,
  filter: AuditFilter,
): Promise<AuditFilter> {
  const { actor, actorPart } = filter;
  if (!seal.persons) return filter;
  return {
    ...filter,
    ...(actor !== undefined && { actorIds: await seal.persons.idsOf(db, tenantId, actor) }),
    ...(actorPart !== undefined && { actorPartIds: await seal.persons.idsLike(db, tenantId, actorPart) }),
  };
}

const ID = /person_[\w-]{22}/g;

async function named(
  db: Kysely<Schema>,
  seal: HeadSeal,
  entries: readonly ChainedEntry[],
): Promise<NamedEntry[]> {
  const sealed = new Map<string, Map<string, string>>();
  for (const { tenantId, details } of entries) {
    const boxes = sealed.get(tenantId) ?? new Map<string, string>();
    for (const [id, box] of personalIn(details)) boxes.set(box, id);
    sealed.set(tenantId, boxes);
  }
  const names = new Map<string, Map<string, string | null | undefined>>();
  for (const [tenantId, boxes] of sealed) {
    if (boxes.size > 0 && seal.persons) names.set(tenantId, await seal.persons.open(db, tenantId, boxes));
  }
  const nameOf = (tenantId: string, box: string): string => {
    const name = names.get(tenantId)?.get(box);
    return name === null ? ERASED : (name ?? UNREADABLE);
  };
  return entries.map((entry) => ({
    entry,
    persons: Object.fromEntries(
      personalIn(entry.details).map(([id, box]) => [id, nameOf(entry.tenantId, box)] as const),
    ),
  }));
}

/** What an entry holds under the keys of persons, by their ids; a row may have been tampered with. */
function personalIn({ personal }: ChainedEntry['details']): [string, string][] {
  if (typeof personal !== 'object' || personal === null || Array.isArray(personal)) return [];
  return Object.entries(personal).filter((each): each is [string, string] => typeof each[1] === 'string');
}
