import { useEffect, useSyncExternalStore } from 'react';
import type { ActionDescription, Input } from '../catalog/action.js';

const EMPTY: Input = {};

/** What was typed into the forms, by action: for as long as the page is open, and nowhere else. */
const drafts = new Map<string, Input>();

let listeners: readonly (() => void)[] = [];

/** Fills in the form of an action, also one that is not open yet. */
export function prefill(actionId: string, input: Input): void {
  drafts.set(actionId, input);
  for (const listener of listeners) listener();
}

/** The input of an action's form, which survives going to another page and back; secrets do not. */
export function useDraft({ id, secretInput }: ActionDescription): [Input, (input: Input) => void] {
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
