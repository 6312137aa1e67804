import type { ReactElement, ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

/** The props of a confirmation; the title is the question and names the object. */
export interface ConfirmDialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  /** The consequences. */
  readonly children: ReactNode;
  /** The verb on the confirm button, such as "Remove". */
  readonly confirm: string;
  readonly isDanger?: boolean;
  readonly isPending?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks for confirmation. The cancel button has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const {
    title,
    isOpen,
    children,
    confirm,
    isDanger = false,
    isPending = false,
    onConfirm,
    onCancel,
  } = props;
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onCancel}
      isDismissable={!isPending}
      role="alertdialog"
      actions={
        <>
          <Button autoFocus onPress={onCancel} isDisabled={isPending}>
            Cancel
          </Button>
          <Button variant={isDanger ? 'danger' : 'primary'} onPress={onConfirm} isPending={isPending}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
