import type { ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { shownText } from '../../ui/shown-text.js';

/** Asks before a key of another organization takes the place of the one that is connected. */
export const OtherOrganization = ({
  problem,
  onConfirm,
  onCancel,
}: {
  /** The problem that names both organizations; the question is asked while there is one. */
  readonly problem: unknown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactElement => (
  <ConfirmDialog
    title="Connect another organization?"
    isOpen={problem !== undefined}
    confirm="Connect the other organization"
    isDanger
    onConfirm={onConfirm}
    onCancel={onCancel}
  >
    <p>{isProblem(problem) && shownText(problem.message)}</p>
    <p>
      If you go on, every action, script and agent of this tenant works on the other organization from then
      on: members, workspaces and keys are other ones, and ids that are written down somewhere no longer fit.
    </p>
  </ConfirmDialog>
);
