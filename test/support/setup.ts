import 'reflect-metadata';
import fc from 'fast-check';

// One seed for all runs, so that a failure is of the change at hand; FC_SEED=random or a number looks elsewhere.
const { FC_SEED = '20261124' } = process.env;
if (FC_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FC_SEED) });
