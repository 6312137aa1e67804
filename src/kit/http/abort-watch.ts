/** Something that a signal can abort. */
export interface Abortable {
  abort(): void;
}

interface Watch {
  readonly members: Set<Abortable>;
  readonly listener: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

const watchOf = (signal: AbortSignal): Watch => {
  const members = new Set<Abortable>();
  const watch = { members, listener: () => members.forEach((member) => member.abort()) };
  signal.addEventListener('abort', watch.listener);
  watches.set(signal, watch);
  return watch;
};

/**
 * Aborts a member when the signal aborts. All members share one listener: a host can run any number of calls with one
 * signal, and Node warns of a leak at the eleventh listener.
 */
export function watchSignal(signal: AbortSignal, member: Abortable): void {
  (watches.get(signal) ?? watchOf(signal)).members.add(member);
}

/** Removes a member. The listener is removed with the last one. */
export function unwatchSignal(signal: AbortSignal, member: Abortable): void {
  const watch = watches.get(signal);
  if (watch === undefined || !watch.members.delete(member) || watch.members.size > 0) return;
  signal.removeEventListener('abort', watch.listener);
  watches.delete(signal);
}
