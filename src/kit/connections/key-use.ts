/** The invocation that a key is opened for. */
export interface KeyUse {
  readonly actionId: string;
  /** Tool packs of the action. */
  readonly packs: readonly string[];
  /** What the action does; `destructive` where it loses something that the API cannot restore. */
  readonly power: 'read' | 'write' | 'destructive';
  /**
   * `call`: the invocation begins; `again`: the same one asks once more, before a request that had to wait; `dry_run`: it
   * is only checked.
   */
  readonly stage: 'call' | 'again' | 'dry_run';
}

/** What a store says where its rules do not allow an invocation to use a key. */
export interface KeyUseRefusal {
  /** What is refused and why, one sentence. */
  readonly reason: string;
  /** Who can change it, and how. */
  readonly fix: string;
  /** Milliseconds until the same invocation is allowed; absent where time alone does not change it. */
  readonly afterMs?: number | undefined;
}

/** Thrown by a store in place of a key that an invocation may not use. */
export class KeyUseRefused extends Error {
  override readonly name = 'KeyUseRefused';

  constructor(readonly refusal: KeyUseRefusal) {
    super(refusal.reason);
  }
}
