import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import styles from './page-header.module.css';

const PORTAL = 'Integrations portal';

let first = true;

/** The heading of a page. It names the tab too, and takes the focus when one comes from another page. */
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
    if (!first) heading.current?.focus();
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
