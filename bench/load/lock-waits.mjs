import pg from 'pg';

const EVERY_MS = 200;
const WAITING = `select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock'`;

/** Samples the number of database sessions that wait for a lock; `stop` returns a summary. */
export async function watchLocks(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const seen = [];
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(async () => seen.push((await client.query(WAITING)).rows[0].waiting));
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
      await client.end();
      return {
        samples: seen.length,
        waiting: seen.filter((count) => count > 0).length,
        most: Math.max(...seen),
      };
    },
  };
}
