import { useEffect, useSyncExternalStore } from 'react';
import type { ActionDescription, ActionInput } from '../catalog/action.js';

const EMPTY: ActionInput = {};

/** The form inputs by action, kept in memory while the page is open. */
const drafts = new Map<string, ActionInput>();

let listeners: readonly (() => void)[] = [];

/** Fills in the form of an action, which need not be open. */
export function prefill(actionId: string, input: ActionInput): void {
  drafts.set(actionId, input);
  for (const listener of listeners) listener();
}

/** The form input of an action. It is kept when the user leaves the page, except for secrets. */
export function useDraft({
  id,
  secretInput,
}: ActionDescription): [ActionInput, (input: ActionInput) => void] {
  const input = useSyncExternalStore(subscribe, () => drafts.get(id) ?? EMPTY);
  useEffect(() => () => forget(id, secretInput), [id, secretInput]);
  return [input, (next) => prefill(id, next)];
}

function forget(id: string, fields: readonly string[] = []): void {
  const kept = Object.entries(drafts.get(id) ?? EMPTY).filter(([name]) => !fields.includes(name));
  if (fields.length > 0) drafts.set(id, Object.fromEntries(kept));
}

function subscribe(listener: () => void): () => void {
  listeners = [...listeners, listener];
  return () => {
    listeners = listeners.filter((other) => other !== listener);
  };
}
