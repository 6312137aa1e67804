import type { InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher, Pool } from 'undici';
import { Attempt } from '../../src/admin-api/transport/attempt.js';
import { CALL } from './boot-api.js';

test('is not sent a second time by a pool that lost its connection', async () => {
  const aborted: Error[] = [];
  const controller = { abort: (error: Error) => void aborted.push(error) } as Dispatcher.DispatchController;
  const pool = {
    dispatch: (_options: unknown, handler: Dispatcher.DispatchHandler) => {
      handler.onRequestStart?.(controller, {});
      handler.onRequestStart?.(controller, {});
    },
  };
  const attempt = new Attempt(pool as unknown as Pool, CALL.key, { timeoutMs: 1000, maxAnswerBytes: 1000 });
  const config = {} as InternalAxiosRequestConfig;

  const answer = attempt.start({ method: 'POST', path: '/v1/organizations/invites', headers: [], config });

  await expect(answer).rejects.toMatchObject({ kind: 'interrupted', sent: true });
  expect(aborted).toHaveLength(1);
});
