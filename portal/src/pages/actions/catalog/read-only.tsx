import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useConnector, usePermission } from '../../../session/connector-context.js';
import { NeededPermissions } from '../../../session/needed-permissions.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { Notice } from '../../../ui/notice.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { Switch } from '../../../ui/switch.js';
import { Timestamp } from '../../../ui/timestamp.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import { setReadOnly, SWITCHES_KEY, useSwitches } from './catalog-api.js';
import styles from './read-only.module.css';

function useReadOnly(): {
  readonly isOn: boolean | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly set: (on: boolean) => void;
} {
  const connector = useConnector();
  const switches = useSwitches();
  const move = useMutation({
    mutationFn: (on: boolean) => setReadOnly(connector.id, on),
    meta: { changes: [SWITCHES_KEY] },
  });
  return {
    isOn: move.isPending ? move.variables : switches?.read_only,
    isPending: move.isPending,
    error: move.error ?? undefined,
    set: (on) => !move.isPending && move.mutate(on),
  };
}

/** Switches read-only mode on, after a question, or off. */
export function ReadOnlySwitch(): ReactElement {
  const { vendor } = useConnector();
  const may = usePermission('switches:write');
  const { isOn, error, set } = useReadOnly();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className={styles.readOnly}>
      <Switch
        isSelected={isOn ?? false}
        isDisabled={!may || isOn === undefined}
        onChange={(on) => (on ? setAsking(true) : set(false))}
      >
        Read-only mode
      </Switch>
      <div className={styles.reason}>
        <NeededPermissions permissions={{ 'switches:write': 'change switches' }} />
      </div>
      {error !== undefined && <ProblemNotice problem={error} title="Couldn't change read-only mode" />}
      <ConfirmDialog
        title="Turn on read-only mode?"
        isOpen={isAsking}
        confirm="Turn on"
        isDanger
        onConfirm={() => {
          setAsking(false);
          set(true);
        }}
        onCancel={() => setAsking(false)}
      >
        <p>
          From then on, no one in your organization can make changes at {vendor} with this connection: not in
          this portal, not over the REST API or the drop-in endpoint, and not through agents.
        </p>
        <p>Reads go on. Every page shows that the mode is on, and it can be turned off there.</p>
      </ConfirmDialog>
    </div>
  );
}

/** Shown on every page while read-only mode is on: who turned it on, when, and a button that turns it off. */
export function ReadOnlyBanner(): ReactElement | null {
  const { vendor } = useConnector();
  const may = usePermission('switches:write');
  const since = useSwitches()?.read_only_since;
  const { isOn, isPending, error, set } = useReadOnly();
  if (!isOn && !isPending) return null;
  return (
    <div className={styles.banner}>
      <Notice
        tone="warn"
        title={`Read-only mode is on for ${vendor}`}
        actions={
          may && (
            <Button isPending={isPending} onPress={() => set(false)}>
              Turn off read-only mode
            </Button>
          )
        }
      >
        <p>
          No one can make changes: portal, API and agents.
          {since && (
            <>
              {' '}
              Turned on by <UntrustedText>{since.by}</UntrustedText>, <Timestamp at={since.at} />.
            </>
          )}
        </p>
        <NeededPermissions permissions={{ 'switches:write': 'turn it off' }} />
        {error !== undefined && <ProblemNotice problem={error} title="Couldn't change read-only mode" />}
      </Notice>
    </div>
  );
}
