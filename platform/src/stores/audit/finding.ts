/** What somebody has done to a chain. */
export type FindingKind = 'altered' | 'removed' | 'reordered' | 'inserted' | 'head';

/** One place where a chain is not as it was written. */
export interface Finding {
  readonly kind: FindingKind;
  /** The entry in question; of several that are gone, the first. */
  readonly seq: number;
  readonly message: string;
}

/** Words for each kind of finding. */
export const found = {
  altered: (seq: number): Finding => ({
    kind: 'altered',
    seq,
    message: `Entry ${seq} was altered: it is not what its hash was made of.`,
  }),
  rewritten: (seq: number): Finding => ({
    kind: 'altered',
    seq,
    message: `Entry ${seq} was written anew: what comes after it was chained to another one.`,
  }),
  reordered: (seq: number, home: number): Finding => ({
    kind: 'reordered',
    seq,
    message: `Entry ${seq} was moved: it was written as entry ${home}.`,
  }),
  removed: (first: number, last: number): Finding => ({
    kind: 'removed',
    seq: first,
    message: first === last ? `Entry ${first} was removed.` : `Entries ${first} to ${last} were removed.`,
  }),
  inserted: (seq: number): Finding => ({
    kind: 'inserted',
    seq,
    message: `Entry ${seq} was inserted: the chain has not come that far, or begins after it.`,
  }),
  noHead: (): Finding => ({
    kind: 'head',
    seq: 0,
    message: 'The head of the chain was removed, so that nobody can tell how many entries there were.',
  }),
  headAltered: (seq: number): Finding => ({
    kind: 'head',
    seq,
    message: `The head of the chain, which says that it ends with entry ${seq}, is not the one that was written, or was written under another key.`,
  }),
};
