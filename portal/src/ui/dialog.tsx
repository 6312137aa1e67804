import { X } from './icons.js';
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from './class-names.js';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.js';

/** The props of a dialog. */
export interface DialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  /** Called when Escape, the close button or a click outside closes it. */
  readonly onClose?: () => void;
  /** If false, only the program can close it. */
  readonly isDismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'usual' | 'wide';
  readonly children: ReactNode;
  /** The buttons, with the confirm button last. */
  readonly actions?: ReactNode;
}

/** A modal dialog that traps the focus and restores it on close. */
export function Dialog({
  title,
  isOpen,
  onClose,
  isDismissable = true,
  role = 'dialog',
  size = 'usual',
  children,
  actions,
}: DialogProps): ReactElement {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose?.()}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      className={styles.overlay}
    >
      <Modal className={classNames(styles.modal, size === 'wide' && styles.wide)}>
        <AriaDialog role={role} className={styles.dialog}>
          <header className={styles.header}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {isDismissable && <IconButton label="Close" icon={X} onPress={onClose} />}
          </header>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
