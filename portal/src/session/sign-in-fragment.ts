import { useSyncExternalStore } from 'react';

/** The parameters of a link to the sign-in page; empty if the page was opened without one. */
export interface SignInFragment {
  readonly code?: string;
  /** Why signing in at the identity provider failed. */
  readonly problem?: string;
}

/** Extracts the code from a sign-in link or its fragment; returns a bare code unchanged. */
export function codeOf(pasted: string): string {
  const text = pasted.trim();
  const [, query] = text.split('?');
  return new URLSearchParams(query ?? '').get('code') ?? text;
}

let arrived = take();
let listener = (): void => {};

// Registered before the router, which therefore never sees the code.
window.addEventListener('hashchange', () => {
  if (pathOf(window.location.hash) === '#/sign-in') set(take());
});

/** The parameters that the page was opened with. */
export const useSignInFragment = (): SignInFragment => useSyncExternalStore(subscribe, () => arrived);

/** Clears the parameters after use. */
export const forgetSignInFragment = (): void => set({});

/** Removes the code from the URL, so it stays neither in the address bar nor in the history. */
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
