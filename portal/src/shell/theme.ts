import { useSyncExternalStore } from 'react';

/** Which colours are wanted; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';

let theme = stored();
let listeners: readonly (() => void)[] = [];

/** Sets the colours before anything is drawn. */
export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Changes the colours and remembers that. */
export function setTheme(wanted: Theme): void {
  theme = wanted;
  try {
    window.localStorage.setItem(KEY, wanted);
  } catch {
    // A browser that stores nothing still shows the colours until the page is left.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

/** The colours that are wanted. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => theme);

function stored(): Theme {
  try {
    const value = window.localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

function subscribe(listener: () => void): () => void {
  listeners = [...listeners, listener];
  return () => {
    listeners = listeners.filter((other) => other !== listener);
  };
}
