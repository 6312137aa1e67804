import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { queryClient } from './api/query-client.js';
import { SessionGate } from './session/session-gate.js';
import { useHashPath, useHashSearch } from './shell/hash-location.js';
import { restoreScrolling } from './shell/scroll.js';
import { Shell } from './shell/shell.js';
import { applyTheme } from './shell/theme.js';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();
restoreScrolling();

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en-US">
        <Router hook={useHashPath} searchHook={useHashSearch}>
          <SessionGate>
            <Shell />
          </SessionGate>
        </Router>
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
