import type { ReactElement } from 'react';
import { PageHeader } from '../../ui/page-header.js';
import { PageBody } from '../../ui/page-body.js';

/** Integrations. */
export default function IntegrationsPage(): ReactElement {
  return (
    <PageBody>
      <PageHeader title="Integrations" />
    </PageBody>
  );
}
