import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMay } from '../../../session/session-context.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { Switch } from '../../../ui/switch.js';
import type { Switches } from '../catalog/action.js';
import { moveReadOnly, SWITCHES_KEY } from '../catalog/catalog-api.js';
import styles from './list.module.css';

/** Switches everything that writes off, or on again. */
export function ReadOnlySwitch({ switches }: { readonly switches: Switches | undefined }): ReactElement {
  const may = useMay('switches:write');
  const move = useMutation({ mutationFn: moveReadOnly, meta: { changes: [SWITCHES_KEY] } });
  const isOn = move.isPending ? move.variables : (switches?.read_only ?? false);
  return (
    <div className={styles.readOnly}>
      <Switch
        isSelected={isOn}
        isDisabled={!may || switches === undefined}
        onChange={(on) => !move.isPending && move.mutate(on)}
      >
        Read-only mode
      </Switch>
      {!may && <p className={styles.reason}>You may not move switches.</p>}
      {move.error && <ProblemNotice problem={move.error} title="The switch did not move" />}
    </div>
  );
}
