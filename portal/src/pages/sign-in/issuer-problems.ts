/** What went wrong at the identity provider and what to do about it, by the code that the platform sends along. */
const WORDS: Readonly<Record<string, string>> = {
  issuer_unavailable:
    'The sign-in of your organization does not answer. Try again in a moment; if it stays so, tell whoever runs it.',
  sign_in_denied:
    'The sign-in of your organization did not let you in. Try again with another account, or ask whoever looks after accounts for access.',
  sign_in_expired:
    'This sign-in was begun in another browser or tab, or more than ten minutes ago. Begin again here.',
  sign_in_incomplete:
    'Your account is not set up for this portal: it names no tenant, or its permissions cannot be read. Whoever looks after accounts adds the claims tenantId and permissions.',
};

const OTHER =
  'The sign-in of your organization and the platform could not agree. Try again; if it happens again, tell whoever runs the platform, whose log says more.';

/** The words for a code. It comes out of an address that anybody may have written, so that it is not shown itself. */
export const issuerProblem = (code: string): string =>
  (Object.hasOwn(WORDS, code) ? WORDS[code] : undefined) ?? OTHER;
