let token: string | undefined;

/** Keeps the token of the session, which proves that a write comes from this page. */
export function keepCsrfToken(given: string | undefined): void {
  token = given;
}

/** The header that carries it. */
export const csrfHeader = (): Record<string, string> =>
  token === undefined ? {} : { 'x-csrf-token': token };
