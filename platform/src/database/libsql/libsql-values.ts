/**
 * Refuses parameters that the native binding cannot take.
 * @throws TypeError where there is one. The binding itself would not throw: it ends the process.
 */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    const fits =
      value === null ||
      typeof value === 'string' ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      value instanceof Uint8Array;
    if (!fits)
      throw new TypeError(`A ${typeof value} cannot be stored; take a text, a number, bytes or null.`);
  }
}

/** A row with its bytes as Uint8Array, as PostgreSQL gives them. */
export function readRow(row: unknown): unknown {
  for (const [column, value] of Object.entries(row as Record<string, unknown>)) {
    if (value instanceof ArrayBuffer) (row as Record<string, unknown>)[column] = new Uint8Array(value);
  }
  return row;
}
