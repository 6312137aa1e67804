import type { ReactElement } from 'react';
import { PageHeader } from '../../ui/page-header.js';
import { PageBody } from '../../ui/page-body.js';

/** Actions. */
export default function ActionsPage(): ReactElement {
  return (
    <PageBody>
      <PageHeader title="Actions" />
    </PageBody>
  );
}
