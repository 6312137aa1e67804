import { useEffect, useState, type ReactElement } from 'react';
import { OIDC_START, signIn } from '../../session/session-api.js';
import type { SignedOut } from '../../session/session.js';
import { SignInForm } from '../../session/sign-in-form.js';
import { forgetSignInFragment, type SignInFragment } from '../../session/sign-in-fragment.js';
import { ButtonLink } from '../../ui/button-link.js';
import { LogIn, Plug } from '../../ui/icons.js';
import { Notice } from '../../ui/notice.js';
import { Spinner } from '../../ui/spinner.js';
import { issuerProblem } from './issuer-problems.js';
import styles from './sign-in-page.module.css';

/** Lets in whoever has a link with a one-time code, or signs in at the identity provider. */
export default function SignInPage({
  fragment: { code, problem },
  roads,
}: {
  readonly fragment: SignInFragment;
  readonly roads: SignedOut['sign_in'];
}): ReactElement {
  const failure = useArrival(code);
  useEffect(() => {
    document.title = 'Sign in · Integrations portal';
  }, []);

  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Plug size={28} aria-hidden />
        <h1>Sign in to the integrations portal</h1>
        {code !== undefined && <Spinner label="Signing in with your link" visible />}
        {problem !== undefined && (
          <Notice tone="bad" live title="Signing in did not work">
            <p>{issuerProblem(problem)}</p>
          </Notice>
        )}
        {roads.includes('oidc') && (
          <ButtonLink href={OIDC_START} variant="primary" icon={LogIn}>
            Sign in with your organization
          </ButtonLink>
        )}
        {roads.length === 0 && (
          <Notice tone="warn" title="Nobody can sign in here yet">
            <p>
              Whoever runs the platform sets <code>PORTAL_OIDC_ISSUER</code> and{' '}
              <code>PORTAL_OIDC_CLIENT_ID</code>.
            </p>
          </Notice>
        )}
        {code === undefined && roads.length === 0 && (
          <Notice tone="warn" title="Nobody can sign in on this page yet">
            <p>
              This platform takes tokens of an identity provider. Whoever runs it lets people in here by
              setting <code>PORTAL_OIDC_ISSUER</code> and <code>PORTAL_OIDC_CLIENT_ID</code>.
            </p>
          </Notice>
        )}
        {code === undefined && roads.includes('link') && (
          <SignInForm key={String(failure)} problem={failure} />
        )}
      </div>
    </main>
  );
}

/** Uses the code that the page was opened with, once; answers why that failed. */
function useArrival(code: string | undefined): unknown {
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (code === undefined || used.has(code)) return;
    used.add(code);
    void signIn(code).catch(setFailure).finally(forgetSignInFragment);
  }, [code]);
  return failure;
}

/** A code works once, and React may run an effect twice. */
const used = new Set<string>();
