import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './card.module.css';

/** Moves the focus to the heading of a card. */
export const focusHeading = (id: string): void => document.getElementById(id)?.focus();

/** A section of a page with a heading and, beside it, controls. */
export function Card({
  title,
  aside,
  headingId,
  children,
}: {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  /** Lets `focusHeading` move the focus to the heading. */
  readonly headingId?: string | undefined;
  readonly children: ReactNode;
}): ReactElement {
  const generated = useId();
  const id = headingId ?? generated;
  return (
    <section className={styles.card} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={styles.header}>
          <h2 id={id} tabIndex={headingId === undefined ? undefined : -1}>
            {title}
          </h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
