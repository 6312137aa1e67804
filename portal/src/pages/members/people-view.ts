import type { Choice } from '../../ui/select.js';
import type { Person } from './members-api.js';

/** Which people are shown. */
export const SHOWN = [
  { id: 'all', label: 'Everyone' },
  { id: 'members', label: 'Members' },
  { id: 'admins', label: 'Admins' },
  { id: 'pending', label: 'Pending invites' },
  { id: 'expired', label: 'Expired invites' },
] as const satisfies readonly Choice[];

/** Which people are shown. */
export type Shown = (typeof SHOWN)[number]['id'];

/** What the page shows; the address keeps it. */
export interface PeopleView {
  readonly words: string;
  readonly show: Shown;
}

/** What an address asks for. */
export function viewIn(search: string): PeopleView {
  const query = new URLSearchParams(search);
  const show = SHOWN.find(({ id }) => id === query.get('show')) ?? SHOWN[0];
  return { words: query.get('q') ?? '', show: show.id };
}

/** The query of an address that shows a view. */
export function searchOf({ words, show }: PeopleView): string {
  const query = new URLSearchParams();
  if (words !== '') query.set('q', words);
  if (show !== SHOWN[0].id) query.set('show', show);
  return query.size === 0 ? '' : `?${query}`;
}

const ADMINS = ['admin', 'owner', 'primary_owner'];

/** The people of a view, by name: each word is a part of the name or the e-mail address. */
export function shownOf(people: readonly Person[], { words, show }: PeopleView): readonly Person[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  return people
    .filter((person) => isShown(person, show))
    .filter(({ name, email }) => {
      const text = `${name ?? ''} ${email}`.toLowerCase();
      return parts.every((part) => text.includes(part));
    })
    .sort((one, other) => (one.name ?? one.email).localeCompare(other.name ?? other.email));
}

function isShown({ kind, state, role }: Person, show: Shown): boolean {
  switch (show) {
    case 'members':
      return kind === 'member';
    case 'admins':
      return kind === 'member' && ADMINS.includes(role);
    case 'pending':
    case 'expired':
      return state === show;
    default:
      return true;
  }
}

/** A role of the API in words. */
export const roleOf = (role: string): string => {
  const words = role.replace(/^workspace_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
