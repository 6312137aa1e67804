import { join } from 'node:path';
import { tmpdir } from 'node:os';

/** Before the run: names the folder in which the first spec that wants a PostgreSQL starts one for all of them. */
export default function nameFolder() {
  process.env.TEST_POSTGRES_FOLDER = join(tmpdir(), `anthropic-admin-postgres-${process.pid}`);
  process.env.TEST_RUN_PID = String(process.pid);
}
