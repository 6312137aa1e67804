import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { IconButton } from '../ui/icon-button.js';
import { Monitor, Moon, Sun } from '../ui/icons.js';
import type { Icon } from '../ui/icons.js';

/** A color theme; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';

let theme = stored();
let listeners: readonly (() => void)[] = [];

/** Applies the theme before the first render. */
export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Changes the theme and stores it. */
export function setTheme(wanted: Theme): void {
  theme = wanted;
  try {
    window.localStorage.setItem(KEY, wanted);
  } catch {
    // Without storage, the theme applies until the page is closed.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

/** The current theme. */
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

const THEMES: Record<Theme, { readonly icon: Icon; readonly words: string; readonly next: Theme }> = {
  system: { icon: Monitor, words: 'system', next: 'light' },
  light: { icon: Sun, words: 'light', next: 'dark' },
  dark: { icon: Moon, words: 'dark', next: 'system' },
};

/** The button that switches between the themes: system, light, dark. */
export function ThemeSwitch(): ReactElement {
  const { icon, words, next } = THEMES[useTheme()];
  return (
    <IconButton
      label={`Theme: ${words}. Switch to ${THEMES[next].words}`}
      icon={icon}
      onPress={() => setTheme(next)}
    />
  );
}
