/** The scroll position of an entry of the history, by a key in its state; and of each address when it was last left. */
const positions = new Map<string, number>();

/** An address that leads back, such as "All actions", has this in its state. */
export const BACK = { isBack: true } as const;

interface EntryState {
  readonly entry?: string;
  readonly isBack?: boolean;
}

const MAX_WAIT_MS = 3_000;

let entries = 0;
let here = '';
let stop: (() => void) | undefined;

const stateOf = (): EntryState => (window.history.state ?? {}) as EntryState;

/** The key of the current entry of the history; it stays the same when one comes back to it. */
export const entryKey = (): string => here;

/** Restores scroll positions. The browser does it before the page of an entry is there, so it is done here. */
export function restoreScrolling(): void {
  window.history.scrollRestoration = 'manual';
  const prefix = `${Date.now()}-`;
  const arrive = (): void => {
    const { entry, isBack } = stateOf();
    if (entry !== undefined && entry === here) return;
    here = entry ?? `${prefix}${(entries += 1)}`;
    if (entry === undefined) window.history.replaceState({ ...stateOf(), entry: here }, '');
    scrollTo(positions.get(here) ?? (isBack ? positions.get(window.location.hash) : undefined) ?? 0);
  };
  let address = window.location.hash;
  window.addEventListener(
    'scroll',
    () => {
      if (stop) return;
      positions.set(here, window.scrollY);
      positions.set(address, window.scrollY);
    },
    { passive: true },
  );
  for (const event of ['popstate', 'hashchange']) {
    window.addEventListener(event, () => {
      arrive();
      address = window.location.hash;
    });
  }
  arrive();
}

/** Scrolls as soon as the page is long enough; what the user does in between ends it. */
function scrollTo(target: number): void {
  stop?.();
  const until = performance.now() + MAX_WAIT_MS;
  let frame = 0;
  const end = (): void => {
    cancelAnimationFrame(frame);
    for (const event of ENDS) window.removeEventListener(event, end);
    stop = undefined;
  };
  stop = end;
  for (const event of ENDS) window.addEventListener(event, end, { passive: true });
  const look = (): void => {
    const room = document.documentElement.scrollHeight - window.innerHeight;
    window.scrollTo(0, Math.min(target, room));
    if (room >= target || performance.now() > until) return void requestAnimationFrame(end);
    frame = requestAnimationFrame(look);
  };
  look();
}

const ENDS = ['wheel', 'keydown', 'pointerdown', 'touchstart'];
