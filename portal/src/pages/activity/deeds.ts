import type { AuditEntry } from './audit-api.js';

/** An entry as one row, with the entry of its start where that is another one. */
export interface Deed {
  readonly entry: AuditEntry;
  readonly start?: AuditEntry;
}

const SAVED = ['refused', 'pending', 'undetermined', 'identity_changed'];

/** How a change of a key ends; the entries of both do not name each other. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  'connections.save': ['saved', ...SAVED],
  'connections.replace': ['replaced', ...SAVED],
  'connections.delete': ['deleted'],
  'connections.set_key_use': ['key_use_set'],
  'connections.clear_key_use': ['key_use_cleared'],
};

/**
 * Entries with start and outcome as one. What was started and has no outcome among them is an entry of its own.
 * @param entries - newest first
 */
export function deedsOf(entries: readonly AuditEntry[]): readonly Deed[] {
  const starts = new Map<AuditEntry, AuditEntry>();
  const outcomes: AuditEntry[] = [];
  const ownRows = entries.filter((entry) => {
    if (entry.kind !== 'intent') {
      outcomes.push(entry);
      return true;
    }
    const outcome = outcomes.findLast((later) => !starts.has(later) && ends(entry, later));
    if (outcome) starts.set(outcome, entry);
    return outcome === undefined;
  });
  return ownRows.map((entry) => {
    const start = starts.get(entry);
    return start ? { entry, start } : { entry };
  });
}

const ends = (start: AuditEntry, later: AuditEntry): boolean =>
  later.intent === start.seq ||
  (later.connection === start.connection &&
    later.actorId === start.actorId &&
    (ENDS[start.action]?.includes(later.action.replace('connections.', '')) ?? false));
