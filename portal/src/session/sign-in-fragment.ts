import { useSyncExternalStore } from 'react';

/** What a link to the sign-in page carries; nothing where the page was opened in another way. */
export interface SignInFragment {
  readonly code?: string;
  /** Why signing in at the identity provider failed. */
  readonly problem?: string;
}

/** The code in a whole sign-in link or in what follows its `#`; a bare code is itself. */
export function codeOf(pasted: string): string {
  const text = pasted.trim();
  const [, query] = text.split('?');
  return new URLSearchParams(query ?? '').get('code') ?? text;
}

let arrived = take();
let listener = (): void => {};

// Registered before the router listens, which so never sees the code.
window.addEventListener('hashchange', () => {
  if (pathOf(window.location.hash) === '#/sign-in') set(take());
});

/** What the page was opened with. */
export const useSignInFragment = (): SignInFragment => useSyncExternalStore(subscribe, () => arrived);

/** Forgets it, once it has been used. */
export const forgetSignInFragment = (): void => set({});

/** Takes the code out of the address, so that neither the address bar nor the history keeps it. */
function take(): SignInFragment {
  const { hash } = window.location;
  if (pathOf(hash) !== '#/sign-in') return {};
  window.history.replaceState(null, '', '#/');
  const parameters = new URLSearchParams(hash.split('?')[1] ?? '');
  return { code: parameters.get('code') ?? undefined, problem: parameters.get('problem') ?? undefined };
}

function subscribe(callback: () => void): () => void {
  listener = callback;
  return () => {
    listener = () => {};
  };
}

function set(fragment: SignInFragment): void {
  arrived = fragment;
  listener();
}

function pathOf(hash: string): string | undefined {
  return hash.split('?')[0];
}
