import { useQuery } from '@tanstack/react-query';
import { useId, type ReactElement } from 'react';
import { Link, useRoute } from 'wouter';
import { connectorsQuery } from '../api/connectors.js';
import styles from './navigation.module.css';
import { navigationOf, type Page, type PageGroup } from './pages.js';

/** The navigation. */
export function Navigation({ onNavigate }: { readonly onNavigate: () => void }): ReactElement {
  const { data: connectors = [] } = useQuery(connectorsQuery);
  return (
    <nav aria-label="Main" className={styles.navigation}>
      {navigationOf(connectors).map((group) => (
        <Group key={group.name ?? ''} group={group} onNavigate={onNavigate} />
      ))}
    </nav>
  );
}

function Group({
  group: { name, pages },
  onNavigate,
}: {
  readonly group: PageGroup;
  readonly onNavigate: () => void;
}): ReactElement {
  const id = useId();
  return (
    <div>
      {name !== undefined && (
        <p id={id} className={styles.group}>
          {name}
        </p>
      )}
      <ul className={styles.list} aria-labelledby={name === undefined ? undefined : id}>
        {pages.map((page) => (
          <li key={page.path}>
            <PageLink page={page} onNavigate={onNavigate} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PageLink({
  page: { path, pattern, name, icon: Glyph },
  onNavigate,
}: {
  readonly page: Page;
  readonly onNavigate: () => void;
}): ReactElement {
  const [isHere] = useRoute(pattern);
  return (
    <Link href={path} className={styles.link} aria-current={isHere ? 'page' : undefined} onClick={onNavigate}>
      <Glyph size={18} aria-hidden />
      {name}
    </Link>
  );
}
