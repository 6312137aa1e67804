import { useEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import styles from './page.module.css';

const PORTAL = 'Integrations portal';

let first = true;

/** The heading of a page. It also sets the title of the tab, and takes the focus on navigation. */
export function PageHeader({
  title,
  description,
  aside,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly aside?: ReactNode;
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${PORTAL}`;
  }, [title]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {description !== undefined && <p className={styles.description}>{description}</p>}
      </div>
      {aside}
    </header>
  );
}

/** The body of a page, a column of sections. */
export const PageBody = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <div className={styles.body}>{children}</div>
);
