import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from '../../api/request.js';
import { allows, useSession } from '../../session/session-context.js';
import type { ActionInput } from '../actions/catalog/action.js';
import { missingPermission } from '../actions/catalog/effects.js';
import { RECORDS_KEY } from '../actions/pickers/records-api.js';
import { AttemptKey } from '../actions/run/attempt-key.js';
import { invoke } from '../actions/run/invocation-api.js';
import type { Plan } from '../actions/run/plan-api.js';
import { useAllActions } from './action-titles.js';
import type { Deed } from './deeds.js';

/** The action that restores what was before a write, and what it would do now. */
export interface UndoPlan {
  readonly connector: string;
  readonly connection: string;
  readonly action: string;
  readonly input: ActionInput;
  readonly plan: Plan;
}

/** The undo of one entry. */
export interface Undo {
  /** Whether the entry can be undone, and the person may run what does it. */
  readonly isOffered: boolean;
  /** Whether it is a change of which nothing that restores it was recorded. */
  readonly isUnrecorded: boolean;
  /** Asks the platform for the plan. */
  readonly ask: () => void;
  /** The plan to confirm. */
  readonly asked: UndoPlan | undefined;
  readonly confirm: () => void;
  readonly cancel: () => void;
  readonly isPending: boolean;
  readonly isDone: boolean;
  readonly problem: unknown;
}

/** Plans what restores the object of an entry, and runs it once it is confirmed. */
export function useUndo({ entry, start }: Deed): Undo {
  const { permissions } = useSession();
  const actions = useAllActions();
  const key = useRef(new AttemptKey());
  const planning = useMutation({
    mutationFn: () => request<UndoPlan>(`v1/audit/${entry.seq}/undo`, { method: 'POST' }),
  });
  const running = useMutation({
    mutationFn: ({ plan: _plan, ...call }: UndoPlan) =>
      invoke({ ...call, idempotencyKey: key.current.of(call.input) }),
    onError: (error) => key.current.failed(error),
    // Another attempt is planned from what is there then.
    onSettled: () => planning.reset(),
    meta: { changes: [RECORDS_KEY, ['audit']] },
  });

  const kind = actions.find(({ id }) => id === entry.action)?.effect.kind ?? 'read';
  const { after, dryRun, replayed } = entry.details;
  const isDone = entry.kind === 'invocation' && entry.code === 'ok' && dryRun !== true && replayed !== true;
  const inverse = start?.details['inverse'] as
    { readonly actionId: string; readonly input: ActionInput } | undefined;
  const action = actions.find(({ id }) => id === inverse?.actionId);
  const connector = typeof entry.details['connector'] === 'string' ? entry.details['connector'] : '';
  const may = (permission: string): boolean =>
    allows(permissions, `${connector.split('/')[0] ?? ''}:${permission}`);
  // Without the entry of the start the platform says whether the person may.
  const isAllowed = !inverse || !action || missingPermission(action, inverse.input, may) === undefined;

  return {
    isOffered: isDone && typeof after === 'string' && isAllowed && !running.isSuccess,
    isUnrecorded: isDone && kind !== 'read' && typeof after !== 'string',
    ask: () => {
      running.reset();
      planning.mutate();
    },
    asked: planning.data,
    confirm: () => planning.data && running.mutate(planning.data),
    cancel: () => planning.reset(),
    isPending: planning.isPending || running.isPending,
    isDone: running.isSuccess,
    problem: planning.error ?? running.error ?? undefined,
  };
}
