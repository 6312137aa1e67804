import { ExternalLink } from '../ui/icons.js';
import type { ReactElement } from 'react';
import { ButtonLink } from '../ui/button-link.js';
import { Dialog } from '../ui/dialog.js';
import { OIDC_START } from './session-api.js';
import type { SignedOut } from './session.js';
import { SignInForm } from './sign-in-form.js';

/** Asks to sign in again, over a page that is left as it is. Signing in in another tab closes it too. */
export function SignInAgain({
  roads,
  subject,
}: {
  readonly roads: SignedOut['sign_in'];
  readonly subject: string;
}): ReactElement {
  return (
    <Dialog title="Your session has ended" isOpen isDismissable={false}>
      <p>
        Sign in again as {subject} to go on. What you typed is still here, and nothing was sent in the
        meantime.
      </p>
      {roads.includes('oidc') && (
        <ButtonLink href={OIDC_START} target="_blank" variant="primary" icon={ExternalLink}>
          Sign in in a new tab
        </ButtonLink>
      )}
      {roads.includes('link') && <SignInForm />}
    </Dialog>
  );
}
