/** A package as it is published. */
export interface Packed {
  /** Where its tarball is. */
  readonly path: string;
  readonly files: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

/**
 * Packs the packages from a clean copy of their sources, once for each state of them.
 * @throws Error where a build fails.
 */
export function pack(): Promise<Readonly<Record<'connector' | 'simulator' | 'focus-lint', Packed>>>;
