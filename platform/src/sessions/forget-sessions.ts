import type { Database } from '../database/database.js';
import { moment } from '../database/moment.js';

/** Removes sessions and sign-in codes whose time is up. */
export async function forgetSessions({ db }: Pick<Database, 'db'>, now = Date.now()): Promise<void> {
  const at = moment(now);
  await db.deleteFrom('sign_in_codes').where('expires_at', '<=', at).execute();
  await db
    .deleteFrom('portal_sessions')
    .where((row) => row.or([row('expires_at', '<=', at), row('idle_at', '<=', at)]))
    .execute();
}
