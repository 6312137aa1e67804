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
}

/** Pages that belong together. */
export interface PageGroup {
  /** Left out where the pages speak for themselves. */
  readonly name?: string;
  readonly pages: readonly Page[];
}

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
        component: lazy(() => import('../pages/integrations/integrations-page.js')),
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
        component: lazy(() => import('../pages/configuration/configuration-page.js')),
      },
      {
        path: `${ANTHROPIC}/actions`,
        pattern: `${ANTHROPIC}/actions/:action?`,
        name: 'Actions',
        icon: Zap,
        component: lazy(() => import('../pages/actions/actions-page.js')),
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
        component: lazy(() => import('../pages/activity/activity-page.js')),
      },
    ],
  },
];

/** Every page. */
export const PAGES: readonly Page[] = NAVIGATION.flatMap(({ pages }) => pages);
