import type { OrganizationRole } from '../state/entities.js';
import { AWKWARD_NAMES, AWKWARD_WORKSPACE_NAMES } from './awkward-names.js';
import type { InvitePlan } from './invites.js';
import { DEMO_INVITES } from './invites.js';
import type { Person } from './people.js';
import { DEMO_PEOPLE } from './people.js';
import type { WorkspacePlan } from './workspaces.js';
import { DEMO_WORKSPACES } from './workspaces.js';

const MEMBERS = 300;
const INVITES = 60;
const HISTORY_DAYS = 720;

const FIRST = (
  'Aaliyah Anders Anika Arjun Beatriz Björn Callum Chloé Deniz Emeka Fatima Finn Giulia Hana Ivan Jelena Karim ' +
  'Leila Mateo Nadia Oskar Priya Rafael Saoirse Tomás Ulrike Valentina'
).split(' ');
const LAST = (
  'Abe Andersson Banerjee Bauer Castillo Chen Dubois Eriksen Fernández Gruber Hernández Ito Jansen Kaya Kovács ' +
  'Laurent Mbeki Müller Nguyen Ndiaye Okonkwo Park Popescu Quiroga Rossi Santos Sharma Tanaka Usman Walsh Zhang'
).split(' ');
const ROLES: readonly OrganizationRole[] = [
  'developer',
  'user',
  'developer',
  'claude_code_user',
  'developer',
  'user',
  'developer',
  'claude_code_user',
  'user',
  'developer',
];
const TEAMS = ['Payments', 'Support', 'Growth', 'Robotics Lab', 'Field Service', 'Finance'] as const;

/** A list with an item for each number from 0. */
const list = <T>(length: number, item: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => item(index));

/** Spreads items evenly over the history, the oldest first. */
const daysAgo = (index: number, count: number): number =>
  HISTORY_DAYS - Math.floor((index * (HISTORY_DAYS - 1)) / count);

// 27 and 31 have no common divisor, so no two people have both names in common.
const nameOf = (index: number): string => `${FIRST[index % FIRST.length]} ${LAST[(index * 7) % LAST.length]}`;

const ORDINARY = MEMBERS - DEMO_PEOPLE.length - AWKWARD_NAMES.length - 1;

const ordinary = list(ORDINARY, (index): Person => [
  nameOf(index),
  index % 60 === 59 ? 'admin' : index % 60 === 29 ? 'billing' : (ROLES[index % ROLES.length] ?? 'user'),
  daysAgo(index, ORDINARY),
  `member.${index + 1}`,
]);

const awkward = AWKWARD_NAMES.map((name, index): Person => [
  name,
  ROLES[index % ROLES.length] ?? 'user',
  daysAgo(index, AWKWARD_NAMES.length),
  index === 0 ? 'l'.repeat(64) : `awkward.${index}`,
]);

/** The members of the large organization, in the order in which they joined; two of them have the same name. */
export const LARGE_PEOPLE: readonly Person[] = [
  ...DEMO_PEOPLE,
  ...ordinary,
  ...awkward,
  [nameOf(0), 'user', 8, 'namesake'] satisfies Person,
].sort(([, , one], [, , other]) => other - one);

/** The workspaces of the large organization, without the default one. */
export const LARGE_WORKSPACES: readonly WorkspacePlan[] = [
  ...DEMO_WORKSPACES,
  ...[...TEAMS, ...AWKWARD_WORKSPACE_NAMES].map((name, index): WorkspacePlan => ({
    name,
    color: '#2D9CDB',
    daysAgo: 400 - index * 12,
    ...(index % 9 === 8 && { archivedDaysAgo: 30 }),
    tags: { team: name, cost_center: `cc-${4000 + index}` },
  })),
];

/** The invites of the large organization, oldest first. */
export const LARGE_INVITES: readonly InvitePlan[] = [
  ...list(INVITES, (index): InvitePlan => [
    index === 0 ? `${'i'.repeat(64)}@contractor.example` : `invited+${index}@contractor.example`,
    ROLES[index % ROLES.length] ?? 'user',
    80 - index,
    index % 4 === 3 ? 'deleted' : 'pending',
  ]),
  ...DEMO_INVITES,
].sort(([, , one], [, , other]) => other - one);
