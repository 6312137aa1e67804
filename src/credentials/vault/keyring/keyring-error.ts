/** The keyring is not usable as it is; the message says what is wrong and what is right, never a key. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** The same error with the place that it is about in front; any other error as it is. */
export const inPlace = (place: string, error: unknown): unknown =>
  error instanceof KeyringError ? new KeyringError(`${place}: ${error.message}`) : error;

/** Does some work, and puts the place that it is about in front of what goes wrong. */
export function within<Result>(place: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw inPlace(place, error);
  }
}
