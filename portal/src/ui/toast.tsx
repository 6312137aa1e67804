import { X } from './icons.js';
import { useEffect, type ReactElement } from 'react';
import { queryClient } from '../api/query-client.js';
import { Text } from 'react-aria-components/Text';
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { IconButton } from './icon-button.js';
import styles from './toast.module.css';

const SHOWN_MS = 6_000;

const queue = new ToastQueue<string>({ maxVisibleToasts: 1 });

/** Shows a short confirmation in place of the one before. Use a `Notice` if the user has to act. */
export function toast(words: string): void {
  clearToast();
  queue.add(words, { timeout: SHOWN_MS });
}

/** Removes the confirmation, which the next change may make untrue. */
export const clearToast = (): void => queue.clear();

/** The region of the toasts; render it once. */
export function Toasts(): ReactElement {
  useEffect(
    () =>
      queryClient.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'pending') clearToast();
      }),
    [],
  );
  return (
    <ToastRegion queue={queue} className={styles.region}>
      {({ toast: shown }) => (
        <Toast toast={shown} className={styles.toast}>
          <ToastContent>
            <Text slot="title">{shown.content}</Text>
          </ToastContent>
          <IconButton slot="close" label="Close" icon={X} />
        </Toast>
      )}
    </ToastRegion>
  );
}
