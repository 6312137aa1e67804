import { DAY, HOUR } from '../clock.js';
import type { Member, OrganizationRole } from '../state/entities.js';
import type { SeedContext } from './context.js';

/** A seeded member: name, role, the number of days since they joined, and the mailbox where it does not follow from the name. */
export type Person = readonly [name: string, role: OrganizationRole, daysAgo: number, mailbox?: string];

/** The members of the demo organization, in the order in which they joined. */
export const DEMO_PEOPLE: readonly Person[] = [
  ['Ada Kowalski', 'admin', 730],
  ['Ben Okafor', 'admin', 728],
  ['Clara Lindqvist', 'billing', 720],
  ['Daniel Haddad', 'developer', 715],
  ['Elif Yilmaz', 'developer', 702],
  ['Farid Rahmani', 'user', 690],
  ['Grace Nakamura', 'developer', 655],
  ['Hugo Martins', 'claude_code_user', 610],
  ['Ines Moreau', 'developer', 588],
  ['Jonas Weber', 'user', 560],
  ['Kavya Iyer', 'admin', 541],
  ['Liam Gallagher-Byrne', 'developer', 520],
  ['Mei Tan', 'developer', 480],
  ['Noah Fischer', 'user', 455],
  ['Olga Petrova', 'billing', 430],
  ['Pedro Almeida', 'developer', 401],
  ['Quinn Harper', 'claude_code_user', 377],
  ['Rosa Delgado', 'user', 350],
  ['Samir Khoury', 'developer', 320],
  ['Tessa van Dijk', 'developer', 291],
  ['Umar Siddiqui', 'claude_code_user', 260],
  ['Vera Novak', 'user', 233],
  ['William Osei', 'developer', 190],
  ['Xin Liu', 'developer', 160],
  ['Yara Benali', 'user', 121],
  ['Zoltan Szabo', 'developer', 96],
  ['Amara Diallo', 'admin', 74],
  ['Bruno Ricci', 'claude_code_user', 51],
  ['Chiara Conti', 'user', 30],
  ['Dmitri Volkov', 'developer', 12],
];

/** The members of the second organization. */
export const SECOND_PEOPLE: readonly Person[] = [
  ['Hank Scorpio', 'admin', 400],
  ['Marge Thornton', 'admin', 390],
  ['Lenny Carlsson', 'developer', 200],
  ['Selma Bouvier', 'billing', 150],
  ['Otto Mannberg', 'user', 60],
];

/** The members of the Enterprise organization. */
export const ENTERPRISE_PEOPLE: readonly Person[] = [
  ['Priya Raman', 'primary_owner', 600],
  ['Oscar Winther', 'owner', 580],
  ['Mina Abadi', 'membership_admin', 500],
  ['Tomas Berg', 'managed', 410],
  ['Lucia Ferrari', 'user', 300],
  ['Kofi Mensah', 'user', 220],
  ['Anna Schmidt', 'user', 100],
  ['Ravi Menon', 'admin', 90],
];

/** Adds members with email addresses at one domain. */
export function seedMembers(
  { organization, ids, today }: SeedContext,
  people: readonly Person[],
  domain: string,
): void {
  for (const [name, role, daysAgo, mailbox = name.toLowerCase().replaceAll(' ', '.')] of people) {
    const email = `${mailbox}@${domain}`;
    const addedAt = today - daysAgo * DAY + 9 * HOUR;
    organization.members.insert({ id: ids('user_'), email, name, role, addedAt });
  }
}

/** The members with one of the roles. */
export function membersWith({ organization }: SeedContext, ...roles: readonly OrganizationRole[]): Member[] {
  return organization.members.filter((member) => roles.includes(member.role));
}
