import type { ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import { ButtonLink } from '../../ui/button-link.js';
import { CodeBlock } from '../../ui/code-block.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { shownJson } from '../../ui/shown-text.js';
import { PlanShown } from '../actions/run/consequences.js';
import { EntryName } from './entry-table.js';
import type { Undo, UndoPlan } from './use-undo.js';

/** Shows what undoing an entry would do, before it is done. */
export const ConfirmUndo = ({
  action,
  undo,
  asked,
}: {
  /** The action of the entry. */
  readonly action: string;
  readonly undo: Undo;
  readonly asked: UndoPlan;
}): ReactElement => (
  <ConfirmDialog
    title={
      <>
        Undo: <EntryName action={action} />?
      </>
    }
    isOpen
    confirm="Undo"
    isDanger={asked.plan.final.length > 0}
    isPending={undo.isPending}
    onConfirm={undo.confirm}
    onCancel={undo.cancel}
  >
    <p>
      This runs <EntryName action={asked.action} />.
    </p>
    <PlanShown plan={asked.plan} />
    <CodeBlock label="Input">{shownJson(asked.input)}</CodeBlock>
  </ConfirmDialog>
);

/** How undoing an entry ended, or why it is not offered. */
export function UndoNotice({ undo }: { readonly undo: Undo }): ReactElement | null {
  if (undo.isDone)
    return (
      <Notice tone="good" live title="Undone">
        <p>The activity has an entry of its own for it.</p>
      </Notice>
    );
  const approval = isProblem(undo.problem) ? undo.problem.error.approval : undefined;
  if (approval)
    return (
      <ProblemNotice
        problem={undo.problem}
        title="Another person has to approve this first"
        tone="warn"
        hasFix={false}
        actions={
          <ButtonLink href={`#/approvals/${encodeURIComponent(approval.id)}`}>Open the approval</ButtonLink>
        }
      />
    );
  if (undo.problem !== undefined) return <ProblemNotice problem={undo.problem} title="Not undone" />;
  if (undo.isUnrecorded)
    return <p>It cannot be undone here: nothing that restores what was there before was recorded.</p>;
  return null;
}
