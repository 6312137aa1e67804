import type { ReactElement } from 'react';
import { PageHeader } from '../../ui/page-header.js';
import { PageBody } from '../../ui/page-body.js';

/** Configuration. */
export default function ConfigurationPage(): ReactElement {
  return (
    <PageBody>
      <PageHeader title="Configuration" />
    </PageBody>
  );
}
