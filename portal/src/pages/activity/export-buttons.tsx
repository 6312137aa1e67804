import { useState } from 'react';
import type { ReactElement } from 'react';
import { recheckSession } from '../../api/query-client.js';
import { saveFile } from '../../csv.js';
import { Button } from '../../ui/button.js';
import { Download } from '../../ui/icons.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import styles from './activity.module.css';
import type { ExportFormat } from './audit-api.js';
import { auditFile } from './export-file.js';
import type { AuditFilters } from './filters.js';

const FORMATS = [
  { format: 'ndjson', words: 'Export NDJSON' },
  { format: 'csv', words: 'Export CSV' },
] as const;

/** The buttons that download the matching entries. */
export function ExportButtons({ filters }: { readonly filters: AuditFilters }): ReactElement {
  const [making, setMaking] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const save = async (format: ExportFormat): Promise<void> => {
    setMaking(format);
    setProblem(undefined);
    await auditFile(filters, format)
      .then((file) => saveFile(file, `audit.${format}`))
      .catch((error: unknown) => {
        recheckSession(error);
        setProblem(error);
      });
    setMaking(undefined);
  };
  return (
    <>
      <div className={styles.buttons}>
        {FORMATS.map(({ format, words }) => (
          <Button
            key={format}
            icon={Download}
            isPending={making === format}
            onPress={() => making === undefined && void save(format)}
          >
            {words}
          </Button>
        ))}
      </div>
      {problem !== undefined && (
        <ProblemNotice problem={problem} title="The export failed: no file was saved" />
      )}
    </>
  );
}
