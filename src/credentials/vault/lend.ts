/**
 * Lends bytes to some work and overwrites them when it is over, however it ends.
 * Copies that node or OpenSSL make inside are beyond reach.
 */
export async function lend<Bytes extends Uint8Array, Result>(
  bytes: Bytes,
  work: (bytes: Bytes) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}
