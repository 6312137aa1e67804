import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { TextField } from '../../ui/text-field.js';
import { Timestamp } from '../../ui/timestamp.js';
import { breakGlass, mendGlass, POLICY_CHANGES } from './policies-api.js';
import styles from './policies.module.css';
import { MAX_REASON } from './set-dialog.js';

/** Lets the policies not hold for the user for an hour; or again, before it is over. */
export function BreakGlassCard({ until }: { readonly until: string | null }): ReactElement {
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: async (isBroken: boolean): Promise<void> => {
      if (isBroken) await mendGlass();
      else await breakGlass(reason.trim());
    },
    meta: { changes: POLICY_CHANGES },
    onSuccess: () => setReason(''),
    onSettled: () => setAsked(false),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') setAsked(true);
  };
  return (
    <Card title="In an emergency">
      {until === null ? (
        <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
          <p>
            The policies can be suspended for you alone, for an hour. It is in the audit, listeners are
            notified, and each call that would have been refused is marked. Permissions and switches hold as
            ever.
          </p>
          <TextField
            label="Reason"
            description="It is shown to everyone who is notified."
            value={reason}
            onChange={setReason}
            maxLength={MAX_REASON}
            isRequired
          />
          <div className={styles.buttons}>
            <Button type="submit" isDisabled={reason.trim() === ''}>
              Break the glass
            </Button>
          </div>
        </form>
      ) : (
        <Notice
          tone="warn"
          title="The policies do not hold for you"
          actions={
            <Button isPending={change.isPending} onPress={() => change.mutate(true)}>
              Let them hold again
            </Button>
          }
        >
          <p>
            Until <Timestamp at={until} />. Each call that they would have refused is marked.
          </p>
        </Notice>
      )}
      {change.isError && <ProblemNotice problem={change.error} />}
      <ConfirmDialog
        title="Suspend the policies for you?"
        isOpen={isAsked}
        confirm="Break the glass"
        isDanger
        isPending={change.isPending}
        onConfirm={() => change.mutate(false)}
        onCancel={() => setAsked(false)}
      >
        <p>For an hour no policy refuses your calls or takes an approval for them. Others are notified.</p>
      </ConfirmDialog>
    </Card>
  );
}
