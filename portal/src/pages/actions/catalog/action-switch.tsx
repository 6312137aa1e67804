import { useMutation } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useConnector, usePermission } from '../../../session/connector-context.js';
import { Switch } from '../../../ui/switch.js';
import { toast } from '../../../ui/toast.js';
import type { ActionSummary, Switches } from './action.js';
import { setSwitch, SWITCHES_KEY } from './catalog-api.js';

/** The switch of one action; without `children`, the title of the action is its accessible name. */
export function ActionSwitch({
  action: { id, title },
  switches,
  children,
}: {
  readonly action: Pick<ActionSummary, 'id' | 'title'>;
  readonly switches: Switches;
  readonly children?: ReactNode;
}): ReactElement {
  const connector = useConnector();
  const may = usePermission('switches:write');
  const move = useMutation({
    mutationFn: (on: boolean) => setSwitch(connector.id, id, on),
    meta: { changes: [SWITCHES_KEY] },
    onError: (_error, on) => toast(`Couldn't switch "${title}" ${on ? 'on' : 'off'}. Try again.`),
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
