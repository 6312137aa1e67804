import { X } from './icons.js';
import type { ReactElement } from 'react';
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

const queue = new ToastQueue<string>({ maxVisibleToasts: 3 });

/** Shows a short confirmation. Use a `Notice` if the user has to act. */
export const toast = (words: string): void => void queue.add(words, { timeout: SHOWN_MS });

/** The region of the toasts; render it once. */
export function Toasts(): ReactElement {
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
