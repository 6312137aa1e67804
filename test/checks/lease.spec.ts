import { Lease } from '../../platform/src/database/lease.js';
import { ENGINES, testDatabase } from '../database/support/test-database.js';

describe.each(ENGINES)('a lease on %s', (engine) => {
  test('goes to one of several that ask at once', async () => {
    const database = await testDatabase(engine);
    const processes = await Promise.all(Array.from({ length: 5 }, () => database.again()));
    const leases = processes.map(({ db }) => new Lease(db, 'work', () => 0));

    const taken = await Promise.all(leases.map((lease) => lease.take(1_000)));

    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('stays with whoever prolongs it, and goes on when its time is up', async () => {
    let now = 0;
    const { db } = await testDatabase(engine);
    const [one, other] = [new Lease(db, 'work', () => now), new Lease(db, 'work', () => now)];

    const answers: boolean[] = [];
    answers.push(await one.take(1_000));
    now = 900;
    answers.push(await one.take(1_000), await other.take(1_000));
    now = 1_899;
    answers.push(await other.take(1_000));
    now = 1_900;
    answers.push(await other.take(1_000), await one.take(1_000));

    expect(answers).toEqual([true, true, false, false, true, false]);
  });

  test('goes on at once when it is given back, by its holder alone', async () => {
    const { db } = await testDatabase(engine);
    const [one, other] = [new Lease(db, 'work', () => 0), new Lease(db, 'work', () => 0)];
    await one.take(1_000);

    await other.release();
    const before = await other.take(1_000);
    await one.release();

    expect([before, await other.take(1_000)]).toEqual([false, true]);
  });

  test('is one for each kind of work', async () => {
    const { db } = await testDatabase(engine);
    await new Lease(db, 'work', () => 0).take(1_000);

    expect(await new Lease(db, 'other work', () => 0).take(1_000)).toBe(true);
  });
});
