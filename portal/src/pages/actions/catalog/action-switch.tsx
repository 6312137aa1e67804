import { useMutation } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useMay } from '../../../session/session-context.js';
import { Switch } from '../../../ui/switch.js';
import { toast } from '../../../ui/toast.js';
import type { ActionSummary, Switches } from './action.js';
import { moveSwitch, SWITCHES_KEY } from './catalog-api.js';

/** The switch of one action; without `children` it is named after the action. */
export function ActionSwitch({
  action: { id, title },
  switches,
  children,
}: {
  readonly action: Pick<ActionSummary, 'id' | 'title'>;
  readonly switches: Switches;
  readonly children?: ReactNode;
}): ReactElement {
  const may = useMay('switches:write');
  const move = useMutation({
    mutationFn: (on: boolean) => moveSwitch(id, on),
    meta: { changes: [SWITCHES_KEY] },
    onError: () => toast(`The switch of "${title}" did not move. Try again.`),
  });
  return (
    <Switch
      aria-label={children === undefined ? `Switch on: ${title}` : undefined}
      isSelected={move.isPending ? move.variables : !switches.off.includes(id)}
      isDisabled={!may}
      onChange={(on) => !move.isPending && move.mutate(on)}
    >
      {children}
    </Switch>
  );
}
