import type { DropIn } from '../../drop-in/support/boot-drop-in.js';

/** What a caller is told of an action, whichever way it was asked for. */
export type Told =
  | { readonly ok: true; readonly data: unknown; readonly replayed: boolean }
  | {
      readonly ok: false;
      readonly code: string;
      readonly limitation: string | undefined;
      /** Paths of the fields that are wrong. */
      readonly issues: readonly string[];
    };

/** What came of an action, and the way around it where one was offered. */
export interface Answered {
  readonly told: Told;
  /** Does what the answer says to do instead, as a caller reads it. */
  readonly instead?: (() => Promise<Answered>) | undefined;
}

/** One way into the platform. */
export interface Door {
  /** Asks for an action; the key makes a write safe to repeat. */
  invoke(actionId: string, input: object, idempotencyKey?: string): Promise<Answered>;
  close(): Promise<void>;
}

/** Goes to a door of a platform, as its tenant acme. */
export type Open = (world: DropIn) => Promise<Door>;
