import type { ReactElement } from 'react';
import { IconButton } from '../ui/icon-button.js';
import { Monitor, Moon, Sun, type Icon } from '../ui/icons.js';
import { setTheme, useTheme, type Theme } from './theme.js';

const THEMES: Record<Theme, { readonly icon: Icon; readonly words: string; readonly next: Theme }> = {
  system: { icon: Monitor, words: 'of the device', next: 'light' },
  light: { icon: Sun, words: 'light', next: 'dark' },
  dark: { icon: Moon, words: 'dark', next: 'system' },
};

/** Goes round the colours: of the device, light, dark. */
export function ThemeSwitch(): ReactElement {
  const { icon, words, next } = THEMES[useTheme()];
  return (
    <IconButton
      label={`Colours: ${words}. Switch to ${THEMES[next].words}`}
      icon={icon}
      onPress={() => setTheme(next)}
    />
  );
}
