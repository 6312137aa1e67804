import { createContext, useContext } from 'react';
import { allows } from './permissions.js';
import type { SignedIn } from './session.js';

/** Who is signed in, for every component below the gate. */
export const SessionContext = createContext<SignedIn | undefined>(undefined);

/** @throws Error outside of the gate */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session outside of <SessionGate>.');
  return session;
}

/** Whether the person may do something, such as `connections:write`. */
export const useMay = (permission: string): boolean => allows(useSession().permissions, permission);
