import { ApiProblem, Unreachable } from '../../../portal/src/api/api-problem.js';
import { AttemptKey } from '../../../portal/src/pages/actions/run/attempt-key.js';

const problem = (code: string): ApiProblem =>
  new ApiProblem({ status: 400, title: code, detail: code, code });

it('stays the same for the same input, and is another for another', () => {
  const key = new AttemptKey();

  const keys = [key.of({ a: 1 }), key.of({ a: 1 }), key.of({ a: 2 }), key.of({ a: 1 })];

  expect(keys[0]).toMatch(/^[\da-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(3);
});

it.each([
  ['there was no response', new Unreachable()],
  ['the session was over', problem('unauthenticated')],
  ['the result is unknown', problem('outcome_unknown')],
  ['it was given up', new Error('Cancelled.')],
])('stays the same where %s', (_, error) => {
  const key = new AttemptKey();
  const before = key.of({});

  key.failed(error);

  expect(key.of({})).toBe(before);
});

it('is another where nothing was done for sure, or where that is asked for', () => {
  const key = new AttemptKey();
  const keys = [key.of({})];

  key.failed(problem('not_found'));
  keys.push(key.of({}));
  key.renew();
  keys.push(key.of({}));

  expect(new Set(keys).size).toBe(3);
});
