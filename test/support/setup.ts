import 'reflect-metadata';
import fc from 'fast-check';

// One seed for all runs, so that a failure is of the change at hand; FC_SEED=random or a number looks elsewhere.
const { FC_SEED = '20261124', TEST_QUICK } = process.env;
fc.configureGlobal({
  ...(FC_SEED !== 'random' && { seed: Number(FC_SEED) }),
  ...(TEST_QUICK !== undefined && { numRuns: 10 }),
});
