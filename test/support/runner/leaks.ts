import { setImmediate } from 'node:timers/promises';

/** What the suites in a worker share and must leave as they found it. */
export type GlobalState = ReadonlyMap<string, string | number>;

/** Resources that end some turns of the event loop after `close`. */
const TURNS = 200;

const RESOURCES: ReadonlySet<string> = new Set([
  'TCPServerWrap',
  'PipeServerWrap',
  'ProcessWrap',
  'FSEventWrap',
  'StatWatcher',
]);

/** Libraries listen to these once for the life of the process. */
const ONCE: ReadonlySet<string | symbol> = new Set(['exit', 'beforeExit']);

/** Variables, listeners of the process, and its open servers, child processes and file watchers. */
export function globalState(): GlobalState {
  const state = new Map<string, string | number>([['working directory', process.cwd()]]);
  for (const [name, value] of Object.entries(process.env)) state.set(`variable ${name}`, value ?? '');
  for (const name of process.eventNames().filter((each) => !ONCE.has(each))) {
    state.set(`listeners of ${String(name)}`, process.listenerCount(name));
  }
  for (const name of process.getActiveResourcesInfo()) {
    if (RESOURCES.has(name)) state.set(`open ${name}`, Number(state.get(`open ${name}`) ?? 0) + 1);
  }
  return state;
}

/** What has changed since, in words; empty when nothing has. */
export async function leaksSince(before: GlobalState): Promise<string[]> {
  for (let turn = 0; turn < TURNS && changesSince(before).length > 0; turn++) await setImmediate();
  return changesSince(before);
}

function changesSince(before: GlobalState): string[] {
  const now = globalState();
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => now.get(name) !== before.get(name))
    .map((name) => `${name} (${before.get(name) ?? 'none'} -> ${now.get(name) ?? 'none'})`);
}
