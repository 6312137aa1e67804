import { useState } from 'react';
import type { ReactElement } from 'react';
import { recheckSession } from '../../api/query-client.js';
import { saveFile } from '../../csv.js';
import { Button } from '../../ui/button.js';
import { Download } from '../../ui/icons.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import styles from './activity.module.css';
import { auditAsCsv, auditAsLines } from './export-csv.js';
import type { AuditFilters } from './filters.js';

const FORMATS = [
  { name: 'audit.ndjson', make: auditAsLines, words: 'Export NDJSON' },
  { name: 'audit.csv', make: auditAsCsv, words: 'Export CSV' },
] as const;

/** The buttons that download the matching entries. */
export function ExportButtons({ filters }: { readonly filters: AuditFilters }): ReactElement {
  const [making, setMaking] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const save = async (name: string, make: (filters: AuditFilters) => Promise<Blob>): Promise<void> => {
    setMaking(name);
    setProblem(undefined);
    await make(filters)
      .then((file) => saveFile(file, name))
      .catch((error: unknown) => {
        recheckSession(error);
        setProblem(error);
      });
    setMaking(undefined);
  };
  return (
    <>
      <div className={styles.buttons}>
        {FORMATS.map(({ name, make, words }) => (
          <Button
            key={name}
            icon={Download}
            isPending={making === name}
            onPress={() => making === undefined && void save(name, make)}
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
