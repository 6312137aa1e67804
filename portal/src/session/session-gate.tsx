import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useReachable } from '../api/connectivity.js';
import { Spinner } from '../ui/spinner.js';
import { sessionQuery, isSamePerson } from './session-api.js';
import type { SignedIn } from './session-api.js';
import { SessionContext } from './session-context.js';
import styles from './session.module.css';
import { SignInAgain } from './sign-in-again.js';
import { useSignInFragment } from './sign-in-fragment.js';

const SignInPage = lazy(() => import('../pages/sign-in/sign-in-page.js'));

/**
 * Shows its children to signed-in users, and the sign-in page to others. When a session expires, the
 * children and their input are kept below a dialog that asks the user to sign in again.
 */
export function SessionGate({ children }: { readonly children: ReactNode }): ReactElement {
  const { data: session } = useQuery(sessionQuery);
  const fragment = useSignInFragment();
  const [last, setLast] = useState<SignedIn>();
  const current = session?.signed_in ? session : undefined;
  if (current && !(last && isSamePerson(current, last) && current.expires_at === last.expires_at)) {
    setLast(current);
  }

  const shown = current ?? last;
  const arriving = fragment.code !== undefined || fragment.problem !== undefined;
  if (!session && !shown && !arriving) return <Splash />;
  if (!shown || arriving) {
    return (
      <Suspense fallback={<Splash />}>
        <SignInPage
          fragment={fragment}
          methods={session && !session.signed_in ? session.sign_in : ['link']}
        />
      </Suspense>
    );
  }
  return (
    <SessionContext value={shown} key={`${shown.tenant} ${shown.subject}`}>
      {children}
      {session && !session.signed_in && <SignInAgain methods={session.sign_in} subject={shown.subject} />}
    </SessionContext>
  );
}

/** Shown while the session is loading. */
export function Splash(): ReactElement {
  const reachable = useReachable();
  return (
    <main className={styles.splash} aria-busy="true">
      <Spinner
        label={reachable ? 'Loading' : 'The platform cannot be reached, retrying'}
        visible={!reachable}
      />
    </main>
  );
}
