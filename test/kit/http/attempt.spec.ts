import type { InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher, Pool } from 'undici';
import { ANTHROPIC_WIRE } from '../../../src/connector/wire-profile.js';
import { AnswerMemory, Attempt } from '../../../src/kit/http/attempt.js';
import { CALL } from './boot-api.js';

/** Starts a write on a pool that does as the test says. */
const start = (dispatch: (handler: Dispatcher.DispatchHandler) => void, timeoutMs: number) => {
  const pool = { dispatch: (_options: unknown, handler: Dispatcher.DispatchHandler) => dispatch(handler) };
  const { authenticate } = ANTHROPIC_WIRE;
  const memory = new AnswerMemory(1000);
  const options = { origin: 'https://api.example.com', timeoutMs, maxBytes: 1000, memory, authenticate };
  const attempt = new Attempt(pool as unknown as Pool, CALL.key, options, false);
  const config = {} as InternalAxiosRequestConfig;
  return attempt.start({ method: 'POST', path: '/v1/organizations/invites', headers: [], config });
};

test('is not sent a second time by a pool that lost its connection', async () => {
  const aborted: Error[] = [];
  const controller = { abort: (error: Error) => void aborted.push(error) } as Dispatcher.DispatchController;

  const answer = start((handler) => {
    handler.onRequestStart?.(controller, {});
    handler.onRequestStart?.(controller, {});
  }, 1000);

  await expect(answer).rejects.toMatchObject({ kind: 'interrupted', sent: true });
  expect(aborted).toHaveLength(1);
});

test('never left when no connection came free in time', async () => {
  const answer = start(() => undefined, 10);

  await expect(answer).rejects.toMatchObject({
    kind: 'unreachable',
    reason: 'no free connection within the request timeout',
    sent: false,
  });
});
