import { lazy, type ComponentType } from 'react';
import type { Connector } from '../api/connectors.js';
import {
  Activity,
  Blocks,
  Bot,
  ChartColumn,
  CircleCheck,
  KeyRound,
  ScrollText,
  Users,
  Zap,
  type Icon,
} from '../ui/icons.js';

/** A page: its path, its navigation label, and its code, which is loaded on first use. */
export interface Page {
  readonly path: string;
  /** A router pattern of its subpages. */
  readonly pattern: string;
  readonly name: string;
  readonly icon: Icon;
  /** Id of the connector that alone has it. */
  readonly only?: string;
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

const INTEGRATIONS: Page = {
  path: '/integrations',
  pattern: '/integrations',
  name: 'Integrations',
  icon: Blocks,
  ...lazily(() => import('../pages/integrations/integrations-page.js')),
};

const ACTIVITY: Page = {
  path: '/activity',
  pattern: '/activity',
  name: 'Activity',
  icon: Activity,
  ...lazily(() => import('../pages/activity/activity-page.js')),
};

const APPROVALS: Page = {
  path: '/approvals',
  pattern: '/approvals/:id?',
  name: 'Approvals',
  icon: CircleCheck,
  ...lazily(() => import('../pages/approvals/approvals-page.js')),
};

const TOKENS: Page = {
  path: '/tokens',
  pattern: '/tokens',
  name: 'Agents and tokens',
  icon: Bot,
  ...lazily(() => import('../pages/tokens/tokens-page.js')),
};

const POLICIES: Page = {
  path: '/policies',
  pattern: '/policies',
  name: 'Policies',
  icon: ScrollText,
  ...lazily(() => import('../pages/policies/policies-page.js')),
};

/** The connector whose actions these pages ask. */
const ANTHROPIC = 'anthropic';

/** The pages of each connector; its id takes the place of `:connector`. */
const CONNECTOR_PAGES: readonly Page[] = [
  {
    path: '/integrations/:connector/cost',
    pattern: '/integrations/:connector/cost',
    name: 'Cost',
    only: ANTHROPIC,
    icon: ChartColumn,
    ...lazily(() => import('../pages/cost/cost-page.js')),
  },
  {
    path: '/integrations/:connector/members',
    pattern: '/integrations/:connector/members',
    name: 'Members',
    only: ANTHROPIC,
    icon: Users,
    ...lazily(() => import('../pages/members/members-page.js')),
  },
  {
    path: '/integrations/:connector/configuration',
    pattern: '/integrations/:connector/configuration',
    name: 'Configuration',
    icon: KeyRound,
    ...lazily(() => import('../pages/configuration/configuration-page.js')),
  },
  {
    path: '/integrations/:connector/actions',
    pattern: '/integrations/:connector/actions/:action?',
    name: 'Actions',
    icon: Zap,
    ...lazily(() => import('../pages/actions/actions-page.js')),
  },
];

/** All pages, as the router knows them. */
export const PAGES: readonly Page[] = [
  INTEGRATIONS,
  ...CONNECTOR_PAGES,
  POLICIES,
  APPROVALS,
  TOKENS,
  ACTIVITY,
];

/** The navigation in order, with a group for each connector. */
export const navigationOf = (connectors: readonly Connector[]): readonly PageGroup[] => [
  { pages: [INTEGRATIONS] },
  ...connectors.map(({ id, vendor }) => ({
    name: vendor,
    pages: CONNECTOR_PAGES.filter(({ only = id }) => only === id).map((page) => of(id, page)),
  })),
  { name: 'Oversight', pages: [POLICIES, APPROVALS, TOKENS, ACTIVITY] },
];

const of = (connector: string, { path, pattern, ...page }: Page): Page => ({
  ...page,
  path: path.replace(':connector', connector),
  pattern: pattern.replace(':connector', connector),
});

/** Loads the code of all pages, which keeps them available while the platform is unreachable. */
export function preloadPages(): void {
  // A page that fails to load now is loaded when it is opened.
  for (const { load } of PAGES) load().catch(() => {});
}
