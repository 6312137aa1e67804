import { SingleBar } from 'cli-progress';

/** Shows the progress of a command. */
export interface Progress {
  /** @param what - what is counted, such as `records`. */
  begin(total: number, what: string): void;
  advance(by: number): void;
  end(): void;
  /** Prints a line in between. */
  readonly say: (line: string) => void;
}

/** A bar on a terminal; elsewhere, such as in a log, one line per second and one at the end. */
export const progressOn = (stream: NodeJS.WriteStream): Progress =>
  stream.isTTY ? barOn(stream) : linesOn(stream);

function barOn(stream: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined;
  return {
    begin: (total, what) => {
      const format = `{bar} {percentage}%  {value} of {total} ${what}  {duration_formatted}, {eta_formatted} to go`;
      bar = new SingleBar({ stream, format, barCompleteChar: '█', barIncompleteChar: '░' });
      bar.start(total, 0);
    },
    advance: (by) => bar?.increment(by),
    end: () => {
      bar?.stop();
      bar = undefined;
    },
    say: (line) => stream.write(`${line}\n`),
  };
}

const QUIET_MS = 1000;

function linesOn(stream: NodeJS.WritableStream): Progress {
  let state = { total: 0, what: '', done: 0, toldAt: 0 };
  const say = (line: string): void => void stream.write(`${line}\n`);
  return {
    begin: (total, what) => {
      state = { total, what, done: 0, toldAt: performance.now() };
    },
    advance: (by) => {
      state.done += by;
      const isLast = state.done >= state.total && state.done - by < state.total;
      if (!isLast && performance.now() - state.toldAt < QUIET_MS) return;
      state.toldAt = performance.now();
      say(`${state.done} of ${Math.max(state.total, state.done)} ${state.what}`);
    },
    end: () => {},
    say,
  };
}
