import { SIMULATED_OPERATIONS } from '../../simulator/src/index.js';
import { OPERATIONS } from '../support/contract.js';

const facts = (all: readonly { method: string; path: string }[], id: (one: never) => string): string[] =>
  all.map((one) => `${id(one as never)} ${one.method} ${one.path}`).sort();

it('simulates every operation of the contract, and no other', () => {
  const simulated = facts(SIMULATED_OPERATIONS, ({ operation }: { operation: string }) => operation);
  const documented = facts(OPERATIONS, ({ id }: { id: string }) => id);

  expect(simulated).toEqual(documented);
});
