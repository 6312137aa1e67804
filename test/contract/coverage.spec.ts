import { SIMULATED_OPERATIONS } from 'anthropic-admin-simulator';
import type { Action, HttpAction } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { otherCredentialActions } from '../../src/connector/other-credential-actions.js';
import { otherCredentialOperations } from '../../src/limitations/other-credential/other-credential.limitations.js';
import { FOREIGN_OPERATIONS, OPERATIONS } from '../support/contract.js';

const routed = (ACTIONS as readonly Action[]).filter((action): action is HttpAction => 'route' in action);

const documented = OPERATIONS.map(({ id, method, path }) => `${id}: ${method} ${path}`).sort();

describe('the 70 operations of an Admin key', () => {
  it('are documented', () => {
    expect(new Set(documented).size).toBe(70);
  });

  it('are actions, one each', () => {
    expect(routed.map(({ operation, route }) => `${operation}: ${route}`).sort()).toEqual(documented);
  });

  it('are routes of the simulator, one each', () => {
    const simulated = SIMULATED_OPERATIONS.map(
      ({ operation, method, path }) => `${operation}: ${method} ${path}`,
    );

    expect(simulated.sort()).toEqual(documented);
  });
});

describe('the 90 operations beyond an Admin key', () => {
  const beyond = FOREIGN_OPERATIONS.map(({ id, method, path }) => `${id}: ${method} ${path}`).sort();

  it('are documented', () => {
    expect(new Set(beyond).size).toBe(90);
  });

  it('are actions that a limitation answers, one each', () => {
    const limited = otherCredentialOperations().map(
      ({ operation: { id, method, path } }) => `${id}: ${method} ${path}`,
    );

    expect(limited.sort()).toEqual(beyond);
    expect(otherCredentialActions().map(({ limitation }) => limitation)).toEqual(
      otherCredentialOperations().map(({ limitation }) => limitation.id),
    );
  });
});
