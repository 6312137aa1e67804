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
