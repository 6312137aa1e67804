import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

/** A value once it has not changed for a moment, so that not every key typed asks the platform. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
