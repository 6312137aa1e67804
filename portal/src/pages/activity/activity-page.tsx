import type { ReactElement } from 'react';
import { PageHeader } from '../../ui/page-header.js';
import { PageBody } from '../../ui/page-body.js';

/** Activity. */
export default function ActivityPage(): ReactElement {
  return (
    <PageBody>
      <PageHeader title="Activity" />
    </PageBody>
  );
}
