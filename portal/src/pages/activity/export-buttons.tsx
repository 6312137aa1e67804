import { useState } from 'react';
import type { ReactElement } from 'react';
import { saveFile } from '../../csv.js';
import { Button } from '../../ui/button.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Download } from '../../ui/icons.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import styles from './activity.module.css';
import { exportPath } from './audit-api.js';
import { auditAsCsv } from './export-csv.js';
import type { AuditFilters } from './filters.js';

/** The buttons that download the matching entries. */
export function ExportButtons({ filters }: { readonly filters: AuditFilters }): ReactElement {
  const [making, setMaking] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const csv = async (): Promise<void> => {
    setMaking(true);
    setProblem(undefined);
    await auditAsCsv(filters)
      .then((file) => saveFile(file, 'audit.csv'))
      .catch(setProblem);
    setMaking(false);
  };
  return (
    <>
      <div className={styles.buttons}>
        <ButtonLink href={exportPath(filters)} download="audit.ndjson" icon={Download}>
          Export NDJSON
        </ButtonLink>
        <Button icon={Download} isPending={making} onPress={() => void csv()}>
          Export CSV
        </Button>
      </div>
      {problem !== undefined && <ProblemNotice problem={problem} title="The export failed" />}
    </>
  );
}
