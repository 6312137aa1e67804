import { lazy, type ComponentType } from 'react';
import { Activity, Blocks, KeyRound, Zap, type Icon } from '../ui/icons.js';

/** A page: where it is, what the navigation calls it, and its code, which is fetched when it is first opened. */
export interface Page {
  readonly path: string;
  /** What belongs to it too, such as one of its items; a pattern of the router. */
  readonly pattern: string;
  readonly name: string;
  readonly icon: Icon;
  readonly component: ComponentType;
  /** Fetches its code. */
  readonly load: () => Promise<unknown>;
}

/** Pages that belong together. */
export interface PageGroup {
  /** Left out where the pages speak for themselves. */
  readonly name?: string;
  readonly pages: readonly Page[];
}

const lazily = (load: () => Promise<{ default: ComponentType }>): Pick<Page, 'component' | 'load'> => ({
  component: lazy(load),
  load,
});

const ANTHROPIC = '/integrations/anthropic';

/** The navigation, in its order. Usage and costs will stand under Anthropic; approvals and policies get a group. */
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

/** Every page. */
export const PAGES: readonly Page[] = NAVIGATION.flatMap(({ pages }) => pages);

/** Fetches the code of all pages, so that one can go to them while the platform is away. */
export function fetchPages(): void {
  // A page that cannot be fetched now is fetched when it is opened.
  for (const { load } of PAGES) load().catch(() => {});
}
