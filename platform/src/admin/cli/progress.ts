import { SingleBar } from 'cli-progress';

/** Shows the progress of a command. */
export interface Progress {
  /**
   * @param what - what is counted, such as `records`
   * @param done - how much was done before, by a run that this one continues
   */
  begin(total: number, what: string, done?: number): void;
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
  let pace: Pace = { done: 0, since: 0 };
  return {
    begin: (total, what, before = 0) => {
      const format = `{bar} {percentage}%  {value} of {total} ${what}, {rate} per second  {duration_formatted}, {eta_formatted} to go`;
      bar = new SingleBar({ stream, format, barCompleteChar: '█', barIncompleteChar: '░' });
      bar.start(total, before, { rate: '0' });
      pace = { done: 0, since: performance.now() };
    },
    advance: (by) => {
      pace.done += by;
      bar?.increment(by, { rate: rateOf(pace) });
    },
    end: () => {
      bar?.stop();
      bar = undefined;
    },
    say: (line) => stream.write(`${line}\n`),
  };
}

/** How much was done, and since when. */
interface Pace {
  done: number;
  /** Milliseconds of the clock of the process. */
  since: number;
}

const perSecond = ({ done, since }: Pace): number => (done * 1000) / Math.max(1, performance.now() - since);

const rateOf = (pace: Pace): string => perSecond(pace).toLocaleString('en', { maximumSignificantDigits: 2 });

const secondsLeft = (pace: Pace, left: number): number => Math.ceil(Math.max(0, left) / perSecond(pace));

const QUIET_MS = 1000;

function linesOn(stream: NodeJS.WritableStream): Progress {
  let state = { total: 0, what: '', before: 0, done: 0, since: 0, toldAt: 0 };
  const say = (line: string): void => void stream.write(`${line}\n`);
  return {
    begin: (total, what, before = 0) => {
      const now = performance.now();
      state = { total, what, before, done: 0, since: now, toldAt: now };
    },
    advance: (by) => {
      state.done += by;
      const { total, what, before, toldAt } = state;
      const done = before + state.done;
      const isLast = done >= total && done - by < total;
      if (!isLast && performance.now() - toldAt < QUIET_MS) return;
      state.toldAt = performance.now();
      const pace = isLast ? '' : `, ${rateOf(state)} per second, ${secondsLeft(state, total - done)} s to go`;
      say(`${done} of ${Math.max(total, done)} ${what}${pace}`);
    },
    end: () => {},
    say,
  };
}
