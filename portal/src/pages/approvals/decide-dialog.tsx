import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { TextField } from '../../ui/text-field.js';
import { decide, type Approval, type Decision } from './approvals-api.js';

const TITLES: Record<Decision, string> = {
  approve: 'Approve this call?',
  deny: 'Deny this call?',
  edit: 'Approve a narrower call',
  cancel: 'Withdraw this request?',
};

const LABELS: Record<Decision, string> = {
  approve: 'Approve',
  deny: 'Deny',
  edit: 'Approve as edited',
  cancel: 'Withdraw',
};

/** Asks for a note, and for an edited input, before it decides. */
export function DecideDialog({
  approval,
  decision,
  onClose,
}: {
  readonly approval: Approval;
  readonly decision: Decision;
  readonly onClose: () => void;
}): ReactElement {
  const [note, setNote] = useState('');
  const [text, setText] = useState(() => JSON.stringify(approval.input, null, 2));
  const client = useQueryClient();
  const input = decision === 'edit' ? parsed(text) : undefined;
  const isBroken = decision === 'edit' && input === undefined;
  const mutation = useMutation({
    mutationFn: () =>
      decide(approval.id, decision, { ...(note === '' ? {} : { note }), ...(input && { input }) }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  });
  return (
    <Dialog
      title={TITLES[decision]}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            Back
          </Button>
          <Button
            variant={decision === 'deny' ? 'danger' : 'primary'}
            isPending={mutation.isPending}
            isDisabled={isBroken}
            onPress={() => mutation.mutate()}
          >
            {LABELS[decision]}
          </Button>
        </>
      }
    >
      {decision === 'edit' && (
        <TextField
          label="Input"
          description="No further fields, the same objects, and of lists no further members."
          rows={8}
          value={text}
          onChange={setText}
          error={isBroken ? 'This is not a JSON object.' : undefined}
        />
      )}
      <TextField label="Note (optional)" value={note} onChange={setNote} maxLength={1000} />
      {mutation.error && <ProblemNotice problem={mutation.error} />}
    </Dialog>
  );
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
