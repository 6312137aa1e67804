import { useEffect, useSyncExternalStore } from 'react';
import { onOtherPerson } from '../../../session/session-api.js';
import { useConnector } from '../../../session/connector-context.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';

const EMPTY: ActionInput = {};

/** The form inputs by connector and action, kept in memory while the page is open. */
const drafts = new Map<string, ActionInput>();

let listeners: readonly (() => void)[] = [];

onOtherPerson(() => drafts.clear());

/** Fills in the form of an action, which need not be open. */
export const prefill = (connector: string, actionId: string, input: ActionInput): void =>
  put(keyOf(connector, actionId), input);

/** The form input of an action. It is kept when the user leaves the page, except for secrets. */
export function useDraft({
  id,
  secretInput,
}: ActionDescription): [ActionInput, (input: ActionInput) => void] {
  const key = keyOf(useConnector().id, id);
  const input = useSyncExternalStore(subscribe, () => drafts.get(key) ?? EMPTY);
  useEffect(() => () => forget(key, secretInput), [key, secretInput]);
  return [input, (next) => put(key, next)];
}

const keyOf = (connector: string, actionId: string): string => `${connector} ${actionId}`;

function put(key: string, input: ActionInput): void {
  drafts.set(key, input);
  for (const listener of listeners) listener();
}

function forget(key: string, fields: readonly string[] = []): void {
  const kept = Object.entries(drafts.get(key) ?? EMPTY).filter(([name]) => !fields.includes(name));
  if (fields.length > 0) drafts.set(key, Object.fromEntries(kept));
}

function subscribe(listener: () => void): () => void {
  listeners = [...listeners, listener];
  return () => {
    listeners = listeners.filter((other) => other !== listener);
  };
}
