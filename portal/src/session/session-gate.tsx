import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';
import { SessionContext } from './session-context.js';
import { sessionQuery } from './session-api.js';
import { isSamePerson, type SignedIn } from './session.js';
import { SignInAgain } from './sign-in-again.js';
import { useSignInFragment } from './sign-in-fragment.js';
import { Splash } from './splash.js';

const SignInPage = lazy(() => import('../pages/sign-in/sign-in-page.js'));

/**
 * Shows its children to whoever is signed in, and the sign-in page to others. When a session ends by itself the
 * children stay as they are, with what was typed into them, below a dialog that asks to sign in again.
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
        <SignInPage fragment={fragment} roads={session && !session.signed_in ? session.sign_in : ['link']} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={shown} key={`${shown.tenant} ${shown.subject}`}>
      {children}
      {session && !session.signed_in && <SignInAgain roads={session.sign_in} subject={shown.subject} />}
    </SessionContext>
  );
}
