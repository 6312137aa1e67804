import { lazy, type ComponentType } from 'react';
import { Activity, Blocks, KeyRound, Zap, type Icon } from '../ui/icons.js';

/** A page: its path, its navigation label, and its code, which is loaded on first use. */
export interface Page {
  readonly path: string;
  /** A router pattern of its subpages. */
  readonly pattern: string;
  readonly name: string;
  readonly icon: Icon;
  readonly component: ComponentType;
  /** Loads its code. */
  readonly load: () => Promise<unknown>;
}

/** A group of pages in the navigation. */
export interface PageGroup {
  /** Missing if the group needs no heading. */
  readonly name?: string;
  readonly pages: readonly Page[];
}

const lazily = (load: () => Promise<{ default: ComponentType }>): Pick<Page, 'component' | 'load'> => ({
  component: lazy(load),
  load,
});

const ANTHROPIC = '/integrations/anthropic';

/** The navigation in order. */
export const NAVIGATION: readonly PageGroup[] = [
  {
    pages: [
      {
        path: '/integrations',
        pattern: '/integrations',
        name: 'Integrations',
        icon: Blocks,
        ...lazily(() => import('../pages/integrations/integrations-page.js')),
      },
    ],
  },
  {
    name: 'Anthropic',
    pages: [
      {
        path: `${ANTHROPIC}/configuration`,
        pattern: `${ANTHROPIC}/configuration`,
        name: 'Configuration',
        icon: KeyRound,
        ...lazily(() => import('../pages/configuration/configuration-page.js')),
      },
      {
        path: `${ANTHROPIC}/actions`,
        pattern: `${ANTHROPIC}/actions/:action?`,
        name: 'Actions',
        icon: Zap,
        ...lazily(() => import('../pages/actions/actions-page.js')),
      },
    ],
  },
  {
    name: 'Oversight',
    pages: [
      {
        path: '/activity',
        pattern: '/activity',
        name: 'Activity',
        icon: Activity,
        ...lazily(() => import('../pages/activity/activity-page.js')),
      },
    ],
  },
];

/** All pages. */
export const PAGES: readonly Page[] = NAVIGATION.flatMap(({ pages }) => pages);

/** Loads the code of all pages, which keeps them available while the platform is unreachable. */
export function preloadPages(): void {
  // A page that fails to load now is loaded when it is opened.
  for (const { load } of PAGES) load().catch(() => {});
}
