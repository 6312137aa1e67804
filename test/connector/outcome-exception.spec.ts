import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { ERROR_CODES, type ErrorCode } from '../../src/index.js';
import {
  InvocationError,
  outcomeError,
  type ErrorDetails,
  type Failure,
  type Outcome,
} from '../../src/kit/index.js';
import {
  OUTCOME_STATUS,
  OutcomeException,
  OutcomeExceptionFilter,
  unwrap,
  UnwrapInterceptor,
} from '../../src/nest.js';
import { afterTest } from '../support/cleanup.js';

const META = { requestId: 'one', durationMs: 1, attempts: 1 };

const failed = (code: ErrorCode, details: Partial<ErrorDetails> = {}): Failure => ({
  ok: false,
  actionId: 'users_list',
  error: outcomeError(code, { message: 'Not now.', ...details }),
  meta: META,
});
const done: Outcome<object> = { ok: true, actionId: 'users_list', data: { data: [] }, meta: META };

@Controller()
@UseInterceptors(UnwrapInterceptor)
class Routes {
  @Get('outcome')
  outcome(): Outcome {
    return failed('rate_limited', { afterMs: 1500 });
  }

  @Get('unwrapped')
  unwrapped(): unknown {
    return unwrap(failed('not_found'));
  }

  @Get('iterated')
  iterated(): never {
    throw new InvocationError(failed('timeout'));
  }

  @Get('done')
  done(): Outcome {
    return done;
  }

  @Get('other')
  other(): object {
    return { ok: true };
  }
}

async function serve(providers: object[]): Promise<(path: string) => Promise<Response>> {
  @Module({ controllers: [Routes], providers: providers as [] })
  class Root {}
  const app = await NestFactory.create(Root, { logger: false });
  await app.listen(0, '127.0.0.1');
  afterTest(() => app.close());
  const url = await app.getUrl();
  return (path) => fetch(`${url}/${path}`);
}

const FILTER = [{ provide: APP_FILTER, useClass: OutcomeExceptionFilter }];

describe('the filter', () => {
  it('sends a problem, with the time of the next try', async () => {
    const get = await serve(FILTER);

    const response = await get('outcome');

    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toEqual({
      type: 'urn:anthropic-admin-connector:problem:rate_limited',
      title: 'Rate limited',
      status: 429,
      detail: 'Not now.',
      instance: 'urn:anthropic-admin-connector:request:one',
      code: 'rate_limited',
      error: {
        code: 'rate_limited',
        blame: 'upstream',
        message: 'Not now.',
        effect: 'none',
        retry: { allowed: true, resend: 'after_wait', afterMs: 1500 },
      },
      meta: META,
    });
  });

  it.each([
    ['unwrapped', 404],
    ['iterated', 504],
  ])('takes what is %s', async (path, status) => {
    const get = await serve(FILTER);

    const response = await get(path);

    expect([response.status, response.headers.get('retry-after')]).toEqual([status, null]);
  });
});

describe('the interceptor', () => {
  it('responds with the data of an outcome, and leaves other values alone', async () => {
    const get = await serve([]);

    expect(await (await get('done')).json()).toEqual({ data: [] });
    expect(await (await get('other')).json()).toEqual({ ok: true });
  });

  it('needs no filter for the status and the body of a failed one', async () => {
    const get = await serve([]);

    const response = await get('outcome');

    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: 'rate_limited', detail: 'Not now.' });
  });
});

describe('unwrap', () => {
  it('returns the data, or throws with the outcome', () => {
    const outcome = failed('conflict');

    expect(unwrap(done)).toEqual({ data: [] });
    expect(() => unwrap(outcome)).toThrow(
      expect.objectContaining({ outcome, message: 'conflict: Not now.', error: outcome.error }),
    );
  });
});

it('gives each code the status of an error', () => {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];

  expect(Object.keys(OUTCOME_STATUS).sort()).toEqual([...codes].sort());
  for (const code of codes)
    expect(new OutcomeException(failed(code)).getStatus()).toBeGreaterThanOrEqual(400);
});
