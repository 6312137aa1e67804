/** Finds a local port that nobody listens on, and that no system gives to whoever asks for any. */
export function freePort(): Promise<number>;
