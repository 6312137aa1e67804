import { Suspense, useEffect, useState, type ReactElement } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { IconButton } from '../ui/icon-button.js';
import { Menu, Plug, X } from '../ui/icons.js';
import { Skeleton } from '../ui/skeleton.js';
import { Toasts } from '../ui/toast.js';
import { Account } from './account.js';
import { Navigation } from './navigation.js';
import { OfflineBanner } from './offline-banner.js';
import { fetchPages, PAGES } from './pages.js';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch.js';
import { Trouble } from './trouble.js';

/** By then the first page has what it needs. */
const FETCH_PAGES_MS = 1_000;

/** What stands around every page: the bar, the navigation, and whether the platform is there. */
export function Shell(): ReactElement {
  const [menu, setMenu] = useState(false);
  const [location] = useLocation();
  useEffect(() => {
    const timer = window.setTimeout(fetchPages, FETCH_PAGES_MS);
    return () => window.clearTimeout(timer);
  }, []);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header className={styles.bar}>
        <span className={styles.toggle}>
          <IconButton
            label={menu ? 'Close the menu' : 'Open the menu'}
            icon={menu ? X : Menu}
            aria-expanded={menu}
            aria-controls="navigation"
            onPress={() => setMenu(!menu)}
          />
        </span>
        <span className={styles.brand}>
          <Plug size={18} aria-hidden />
          Integrations portal
        </span>
        <ThemeSwitch />
        <Account />
      </header>
      <OfflineBanner />
      <div id="navigation" className={styles.side} data-open={menu || undefined}>
        <Navigation onNavigate={() => setMenu(false)} />
      </div>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Trouble key={location}>
          <Suspense fallback={<Skeleton lines={5} />}>
            <Switch>
              {PAGES.map(({ pattern, component }) => (
                <Route key={pattern} path={pattern} component={component} />
              ))}
              <Route>
                <Redirect to="/integrations" replace />
              </Route>
            </Switch>
          </Suspense>
        </Trouble>
      </main>
      <Toasts />
    </div>
  );
}

/** The hash of the address is the router's, so that the browser's own jump would leave the page. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
