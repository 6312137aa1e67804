import { useEffect, useState } from 'react';

/** From when on a wait is a long one, in seconds. */
export const LONG_S = 4;

/** The seconds since the component was shown. */
export function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

/**
 * The seconds that are left, down to 0.
 * @param start - another one starts the time over
 */
export function useCountdown(seconds: number, start: unknown): number {
  const [end, setEnd] = useState({ start, at: Date.now() + seconds * 1_000 });
  const [now, setNow] = useState(Date.now);
  const current = end.start === start ? end : { start, at: Date.now() + seconds * 1_000 };
  if (current !== end) setEnd(current);
  const left = Math.max(0, Math.ceil((current.at - now) / 1_000));
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isOver, current.at]);
  return Math.min(left, seconds);
}
