import type { KeyProvider } from 'anthropic-admin-connector/vault';

/** What a watch tells of the keyring. */
export interface KeyringEvents {
  /** A look found it unusable; `first` where the look before found it usable. */
  failed(error: unknown, first: boolean): void;
  recovered(): void;
}

/**
 * Looks at the followed file of a keyring. What is loaded goes on opening records, so without a look it would
 * be the next start that finds the file gone.
 */
export class KeyringWatch {
  #failingSince: number | undefined;

  /**
   * @param graceMs - how long the file may be unusable before that counts, milliseconds.
   * @param now - milliseconds of a clock that only goes forward.
   */
  constructor(
    private readonly keys: Pick<KeyProvider, 'keyIds'>,
    private readonly graceMs: number,
    private readonly events: KeyringEvents,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Looks once; the file is read again where it has changed. */
  async look(): Promise<void> {
    try {
      await this.keys.keyIds();
    } catch (error) {
      const first = this.#failingSince === undefined;
      this.#failingSince ??= this.now();
      this.events.failed(error, first);
      return;
    }
    if (this.#failingSince === undefined) return;
    this.#failingSince = undefined;
    this.events.recovered();
  }

  /** Whether the file is usable, or has not been unusable for longer than the grace period. */
  isUsable(): boolean {
    return this.#failingSince === undefined || this.now() - this.#failingSince < this.graceMs;
  }
}
