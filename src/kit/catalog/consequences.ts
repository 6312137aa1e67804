import type { ReadyAction } from './define-action.js';

/** What a consequence is about: a closed list, for icons, filters and policies. */
export const CONSEQUENCE_KINDS = [
  'stops_working',
  'loses_access',
  'is_removed',
  'changes',
  'keeps_working',
  'exceeds_limit',
] as const;

/** One of these. */
export type ConsequenceKind = (typeof CONSEQUENCE_KINDS)[number];

/** An object that a consequence is about. */
export interface ConsequenceItem {
  readonly id: string;
  /** Its name as the API has it: untrusted text. The id where it has none. */
  readonly name: string;
  /** What a person should know of it, as part of a sentence: `used 40 minutes ago, 1,203 requests today`. */
  readonly note?: string;
}

/** One consequence of a call, from live data, for a person who decides about it. */
export interface PlanConsequence {
  readonly kind: ConsequenceKind;
  /** One sentence, with its number: `3 API keys stop working; 2 of them were used in the last hour.` */
  readonly text: string;
  /** How many objects; absent where it is not about objects. */
  readonly count?: number;
  /** The objects, at most 20. */
  readonly items?: readonly ConsequenceItem[];
}

/** What a call would do, as far as reads of the API tell. */
export interface Foreseen {
  /** The object as it is now, without secrets; absent where the call makes a new one. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly consequences: readonly PlanConsequence[];
  /** What cannot be undone, in sentences; empty where everything can. */
  readonly final: readonly string[];
  /** The action that restores what was, with its input ready; absent where there is none. */
  readonly inverse?: ReadyAction;
  /** What could not be found out and why, in sentences. */
  readonly unknown: readonly string[];
  /**
   * The facts that a decision relies on, such as the ids of the keys that stop: part of the digest of the plan. What changes by the
   * minute, such as counts of requests, is not among them.
   */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What an action says of itself before it runs; what it leaves out is empty. What could not be read is added by the engine. */
export type Foresight = Partial<Omit<Foreseen, 'unknown'>>;

/**
 * The reads of a plan: actions that change nothing, each of which the caller must be allowed to run, within a budget of requests and
 * time. What cannot be read is unknown, never zero.
 */
export interface PlanReads {
  /** Epoch milliseconds. */
  readonly now: number;
  /**
   * Reads the object that the call changes.
   * @throws the failure where there is no such object: the call would fail so too.
   */
  target<T = unknown>(what: string, actionId: string, input: object): Promise<T | undefined>;
  /** Reads another object: null where there is none, undefined where that is unknown. */
  find<T = unknown>(what: string, actionId: string, input: object): Promise<T | null | undefined>;
  /**
   * Reads a list to its end; undefined where a part of it is missing.
   * @param what - names it in `unknown`, as in "Use of the keys"
   */
  list<T = unknown>(what: string, actionId: string, input: object): Promise<readonly T[] | undefined>;
  /** Whether as many requests are left; where not, `what` is unknown. */
  affords(what: string, requests: number): boolean;
  /** Says that something cannot be found out. */
  unknown(text: string): void;
}

/** Says what a call with an input would do. */
export type Foresee<Input> = (input: Input, reads: PlanReads) => Promise<Foresight>;
