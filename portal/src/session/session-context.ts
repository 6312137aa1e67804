import { createContext, useContext } from 'react';
import type { SignedIn } from './session-api.js';

/**
 * Whether a list of permissions includes one, such as `acme:connections:write`; `*` matches any characters.
 * The page uses this to disable controls; the platform enforces permissions.
 */
export const allows = (granted: readonly string[], permission: string): boolean =>
  granted.some((pattern) => patternOf(pattern).test(permission));

const patternOf = (permission: string): RegExp =>
  new RegExp(`^${permission.split('*').map(escaped).join('.*')}$`);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** The signed-in user, for every component below the gate. */
export const SessionContext = createContext<SignedIn | undefined>(undefined);

/** The signed-in user. @throws Error outside `<SessionGate>` */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession requires a <SessionGate>.');
  return session;
}
