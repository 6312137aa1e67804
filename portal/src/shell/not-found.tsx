import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { ButtonLink } from '../ui/button-link.js';
import { Notice } from '../ui/notice.js';
import { PageBody, PageHeader } from '../ui/page.js';
import { UntrustedText } from '../ui/untrusted-text.js';

/** What an address shows that leads nowhere. */
export function NotFound(): ReactElement {
  const [path] = useLocation();
  return (
    <PageBody>
      <PageHeader title="Page not found" />
      <Notice
        tone="warn"
        title={
          <>
            There is no page at <UntrustedText>{path}</UntrustedText>
          </>
        }
        actions={<ButtonLink href="#/integrations">Go to Integrations</ButtonLink>}
      >
        <p>The address may be misspelled, or the page may have moved.</p>
      </Notice>
    </PageBody>
  );
}
