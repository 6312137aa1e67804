import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { RECORDS_KEY } from '../pickers/records-api.js';
import { onOtherPerson } from '../../../session/session-api.js';
import { entryKey } from '../../../shell/scroll.js';
import { AttemptKey } from './attempt-key.js';
import { invoke, type Invocation, type Success } from './invocation-api.js';

/** The options of a run. */
export interface RunOptions {
  readonly dryRun?: boolean;
  /** Sends the request even if the same one was sent before. */
  readonly onceMore?: boolean;
  /** Shows the current outcome until the next one arrives, which keeps the focus. */
  readonly keepOutcome?: boolean;
}

/** The state of the runs of one action. */
export interface Run {
  readonly start: (input: ActionInput, options?: RunOptions) => void;
  readonly cancel: () => void;
  /** Clears the result of the last run. */
  readonly clear: () => void;
  readonly isSending: boolean;
  readonly wasCancelled: boolean;
  readonly invocation: Invocation | undefined;
  readonly outcome: Success | undefined;
  readonly problem: unknown;
}

/** Results by the entry of the history that shows them, to be there again after Back; never one with a secret. */
const finished = new Map<string, { readonly outcome: Success; readonly invocation: Invocation }>();

onOtherPerson(() => finished.clear());

const MOST_KEPT = 10;

function keep(entry: string, result: { readonly outcome: Success; readonly invocation: Invocation }): void {
  finished.delete(entry);
  finished.set(entry, result);
  for (const oldest of [...finished.keys()].slice(0, -MOST_KEPT)) finished.delete(oldest);
}

/** Runs an action, one invocation at a time. */
export function useRun({ id, effect, secretOutput = [] }: ActionDescription): Run {
  const connector = useConnector();
  const key = useRef(new AttemptKey());
  const controller = useRef<AbortController>(undefined);
  const [wasCancelled, setCancelled] = useState(false);
  const entry = useRef(entryKey());
  const [restored, setRestored] = useState(() => finished.get(entry.current));
  const [kept, setKept] = useState(restored?.outcome);
  const isWrite = effect.kind !== 'read';
  const mutation = useMutation({
    mutationFn: (invocation: Invocation) => invoke(invocation, controller.current?.signal),
    onError: (error) => key.current.failed(error),
    onSettled: () => (controller.current = undefined),
    meta: { changes: isWrite ? [RECORDS_KEY] : [] },
  });

  const outcome = mutation.data ?? kept;
  useEffect(() => {
    const { data, variables } = mutation;
    if (data && variables && secretOutput.length === 0)
      keep(entry.current, { outcome: data, invocation: variables });
  }, [mutation.data]);

  const start = (input: ActionInput, options: RunOptions = {}): void => {
    const { dryRun = false, onceMore = false, keepOutcome = false } = options;
    // Set immediately; the state of the mutation changes with the next render. A double click is one run.
    if (controller.current) return;
    controller.current = new AbortController();
    setCancelled(false);
    setRestored(undefined);
    setKept(keepOutcome ? outcome : undefined);
    if (onceMore) key.current.renew();
    const idempotencyKey = isWrite && !dryRun ? key.current.of(input) : undefined;
    mutation.mutate({ connector: connector.id, action: id, input, dryRun, idempotencyKey });
  };
  const cancel = (): void => {
    if (!controller.current) return;
    setCancelled(true);
    controller.current.abort(new Error('Cancelled.'));
  };

  const clear = (): void => {
    setKept(undefined);
    setRestored(undefined);
    finished.delete(entry.current);
    mutation.reset();
  };

  return {
    start,
    cancel,
    clear,
    isSending: mutation.isPending,
    wasCancelled,
    invocation: mutation.variables ?? restored?.invocation,
    outcome,
    problem: wasCancelled ? undefined : (mutation.error ?? undefined),
  };
}
