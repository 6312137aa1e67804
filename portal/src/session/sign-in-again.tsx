import { ExternalLink } from '../ui/icons.js';
import type { ReactElement } from 'react';
import { ButtonLink } from '../ui/button-link.js';
import { Dialog } from '../ui/dialog.js';
import { OIDC_START } from './session-api.js';
import type { SignedOut } from './session-api.js';
import { SignInForm } from './sign-in-form.js';

/** Asks the user to sign in again without leaving the page. Signing in in another tab closes it too. */
export function SignInAgain({
  methods,
  subject,
}: {
  readonly methods: SignedOut['sign_in'];
  readonly subject: string;
}): ReactElement {
  return (
    <Dialog title="Your session has ended" isOpen isDismissable={false}>
      <p>
        Sign in again as {subject} to go on. What you typed is still here, and nothing was sent in the
        meantime.
      </p>
      {methods.includes('oidc') && (
        <ButtonLink href={OIDC_START} target="_blank" variant="primary" icon={ExternalLink}>
          Sign in in a new tab
        </ButtonLink>
      )}
      {methods.includes('link') && <SignInForm />}
    </Dialog>
  );
}
