import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { connectorsQuery } from '../api/connectors.js';
import { ReadOnlyBanner } from '../pages/actions/catalog/read-only.js';
import { ConnectorContext } from '../session/connector-context.js';
import { useReachable } from '../api/connectivity.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, Plug, X } from '../ui/icons.js';
import { Skeleton } from '../ui/skeleton.js';
import { Spinner } from '../ui/spinner.js';
import { Toasts } from '../ui/toast.js';
import { Account } from './account.js';
import { ErrorBoundary } from './error-boundary.js';
import { Navigation } from './navigation.js';
import { NotFound } from './not-found.js';
import { preloadPages, PAGES } from './pages.js';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme.js';

/** The delay after which the first page has loaded. */
const FETCH_PAGES_MS = 1_000;

/** The layout of every page: header, navigation and offline banner. */
export function Shell(): ReactElement {
  const [menu, setMenu] = useState(false);
  const [location] = useLocation();
  useEffect(() => {
    const timer = window.setTimeout(preloadPages, FETCH_PAGES_MS);
    return () => window.clearTimeout(timer);
  }, []);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={skip}>
        Skip to content
      </a>
      <header className={styles.bar}>
        <span className={styles.toggle}>
          <IconButton
            label={menu ? 'Close menu' : 'Open menu'}
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
        <ReadOnlyBanners />
        <ErrorBoundary key={location}>
          <Suspense fallback={<Skeleton lines={5} />}>
            <Switch>
              {PAGES.map(({ pattern, component }) => (
                <Route key={pattern} path={pattern} component={component} />
              ))}
              <Route path="/">
                <Redirect to="/integrations" replace />
              </Route>
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Toasts />
    </div>
  );
}

/** Of each connector that is read-only. */
function ReadOnlyBanners(): ReactElement {
  const { data = [] } = useQuery(connectorsQuery);
  return (
    <>
      {data.map((connector) => (
        <ConnectorContext key={connector.id} value={connector}>
          <ReadOnlyBanner />
        </ConnectorContext>
      ))}
    </>
  );
}

/** The router uses the URL fragment, so a normal skip link would leave the page. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Shown while the platform is unreachable. */
export function OfflineBanner(): ReactElement {
  const reachable = useReachable();
  return (
    <div className={styles.place} aria-live="polite">
      {!reachable && (
        <p className={styles.banner}>
          <Spinner label="The platform cannot be reached, retrying. Your input is kept." visible />
        </p>
      )}
    </div>
  );
}
