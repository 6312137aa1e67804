import type { ApiEvent } from '../../../src/kit/http/index.js';
import { WRITE, bootApi } from './boot-api.js';
import { T0 } from './clocks.js';
import { fault, ok, resetBefore } from './scripted-server.js';

const READ_SUBJECT = {
  limiterKey: 'org_1',
  method: 'GET',
  route: '/v1/organizations/users',
  path: '/v1/organizations/users',
};
const WRITE_SUBJECT = {
  limiterKey: 'org_1',
  method: 'POST',
  route: '/v1/organizations/invites',
  path: '/v1/organizations/invites',
};

test('tells of attempts, retries and waits in order', async () => {
  const events: ApiEvent[] = [];
  const script = [fault(429, 'rate_limit_error', { 'retry-after': '3' }), resetBefore, ok, ok];
  const { send } = await bootApi(script, { onEvent: (event) => events.push(event), requestsPerMinute: 3 });

  await send();
  await send(WRITE, { deadline: T0 + 120_000 });

  const subject = READ_SUBJECT;
  expect(events).toEqual([
    { type: 'attempt_started', subject, attempt: 1 },
    { type: 'attempt_finished', subject, attempt: 1, durationMs: 0, result: 429 },
    { type: 'retry_scheduled', subject, waitMs: 3000 },
    { type: 'attempt_started', subject, attempt: 2 },
    { type: 'attempt_finished', subject, attempt: 2, durationMs: 0, result: 'interrupted' },
    { type: 'retry_scheduled', subject, waitMs: 500 },
    { type: 'attempt_started', subject, attempt: 3 },
    { type: 'attempt_finished', subject, attempt: 3, durationMs: 0, result: 200 },
    { type: 'limiter_waited', subject: WRITE_SUBJECT, waitedMs: 56_500 },
    { type: 'attempt_started', subject: WRITE_SUBJECT, attempt: 1 },
    { type: 'attempt_finished', subject: WRITE_SUBJECT, attempt: 1, durationMs: 0, result: 200 },
  ]);
});

test('tells of a read that is joined', async () => {
  const events: ApiEvent[] = [];
  const { send } = await bootApi([ok], { onEvent: (event) => events.push(event) });

  await Promise.all([send(), send()]);

  expect(events.map(({ type }) => type)).toEqual(['attempt_started', 'read_joined', 'attempt_finished']);
});

test('goes on when a listener throws', async () => {
  const onEvent = () => {
    throw new Error('a listener of the host');
  };
  const { send } = await bootApi([ok], { onEvent });

  expect(await send()).toMatchObject({ status: 200 });
});

test('tells of which invocation a request is, by a route without ids', async () => {
  const events: ApiEvent[] = [];
  const { send } = await bootApi([ok], { onEvent: (event) => events.push(event) });
  const origin = { tenantId: 't1', actionId: 'users_get', requestId: 'r1', traceparent: '00-1-2-01' };

  await send(
    { path: '/v1/organizations/users/user_1', route: '/v1/organizations/users/{user_id}' },
    { origin },
  );

  expect(events.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 2 }, () => ({
      tenantId: 't1',
      actionId: 'users_get',
      requestId: 'r1',
      limiterKey: 'org_1',
      method: 'GET',
      route: '/v1/organizations/users/{user_id}',
      path: '/v1/organizations/users/user_1',
    })),
  );
});
