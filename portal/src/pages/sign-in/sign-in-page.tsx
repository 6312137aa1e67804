import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { OIDC_START, signIn } from '../../session/session-api.js';
import type { SignedOut } from '../../session/session-api.js';
import { SignInForm } from '../../session/sign-in-form.js';
import { forgetSignInFragment } from '../../session/sign-in-fragment.js';
import type { SignInFragment } from '../../session/sign-in-fragment.js';
import { ButtonLink } from '../../ui/button-link.js';
import { LogIn, Plug } from '../../ui/icons.js';
import { Notice } from '../../ui/notice.js';
import { Spinner } from '../../ui/spinner.js';
import styles from './sign-in-page.module.css';

/** The sign-in page: with a one-time code or at the identity provider. */
export default function SignInPage({
  fragment: { code, problem },
  methods,
}: {
  readonly fragment: SignInFragment;
  readonly methods: SignedOut['sign_in'];
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
          <Notice tone="bad" live title="Sign-in failed">
            <p>{issuerProblem(problem)}</p>
          </Notice>
        )}
        {methods.includes('oidc') && (
          <ButtonLink href={OIDC_START} variant="primary" icon={LogIn}>
            Sign in with your organization
          </ButtonLink>
        )}
        {methods.length === 0 && (
          <Notice tone="warn" title="Sign-in is not set up">
            <p>
              An administrator must set <code>PORTAL_OIDC_ISSUER</code> and <code>PORTAL_OIDC_CLIENT_ID</code>
              .
            </p>
          </Notice>
        )}
        {code === undefined && methods.includes('link') && (
          <SignInForm key={String(failure)} problem={failure} />
        )}
      </div>
    </main>
  );
}

/** Signs in with the code in the URL, once; returns the error if that fails. */
function useArrival(code: string | undefined): unknown {
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (code === undefined || used.has(code)) return;
    used.add(code);
    void signIn(code).catch(setFailure).finally(forgetSignInFragment);
  }, [code]);
  return failure;
}

/** A code works only once, and React may run an effect twice. */
const used = new Set<string>();

/** Messages for failures at the identity provider, by the code that the platform sends. */
const MESSAGES: Readonly<Record<string, string>> = {
  issuer_unavailable:
    'The identity provider of your organization is not responding. Try again in a moment, or contact your administrator.',
  sign_in_denied:
    'The identity provider of your organization denied access. Try another account, or ask your administrator for access.',
  sign_in_expired:
    'This sign-in was started in another browser or tab, or more than ten minutes ago. Start again here.',
  sign_in_throttled:
    'Too many people from your network signed in within a minute. Wait a minute, then start again here.',
  tenant_disabled: 'The operator of this platform has disabled your tenant. Contact the operator.',
  sign_in_incomplete:
    'Your account is not set up for this portal: the claim tenantId or permissions is missing or invalid. Ask your administrator to add it.',
};

const OTHER =
  'The platform could not verify the response of the identity provider. Try again. If it fails again, contact your administrator; the log of the platform has details.';

/** The message for a code. The code itself is not shown because it comes from a URL that anyone can write. */
export const issuerProblem = (code: string): string =>
  (Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined) ?? OTHER;
