import { storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import { afterTest } from '../support/cleanup.js';
import { bootApprovals, idIn, writes } from './support/boot-approvals.js';

test.each(ENGINES)(
  'opens one approval for 50 calls at once over two processes, and runs one of 50, on %s',
  async (engine) => {
    const env = await storedIn(engine);
    const first = await bootApprovals(env);
    const second = await bootApprovals(env, undefined, first.simulator.url);
    afterTest(
      () => first.close(),
      () => second.close(),
    );
    await first.connect();
    const input = { email: 'raced@acme-robotics.example', role: 'user' };
    const calls = () =>
      Promise.all(
        Array.from({ length: 50 }, (_, nth) =>
          (nth % 2 ? first : second).invoke('agent', 'invites_create', input),
        ),
      );

    const asked = await calls();
    const ids = new Set(asked.map(idIn));
    const decided = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        (nth % 2 ? first : second).ask('bob', `/${[...ids][0]}/approve`, {}),
      ),
    );
    const ran = await calls();

    expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
    expect(ids.size).toBe(1);
    expect(decided.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(ran.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(writes(first)).toHaveLength(1);
    const [id] = ids;
    expect((await second.ask('bob', `/${id}`)).body).toMatchObject({
      state: 'applied',
      votes: [{ by: 'bob' }],
    });
  },
);
