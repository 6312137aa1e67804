import { READ, WRITE, bootApi } from './boot-api.js';
import { T0 } from './clocks.js';
import type { Answer } from './scripted-server.js';
import {
  endMidway,
  fault,
  flood,
  json,
  ok,
  raw,
  resetBefore,
  resetMidway,
  silence,
  silentBody,
} from './scripted-server.js';

interface Expected {
  /** Requests that arrive. */
  sent: number;
  /** Milliseconds of each wait. */
  slept: number[];
  /** What the caller gets. */
  result: object;
}

const IDS = { organizationId: 'org_1' };

/** The second request is answered. */
const recovered = (...slept: number[]): Expected => ({
  sent: 2,
  slept,
  result: {
    status: 200,
    body: { ok: true },
    requestId: 'req_2',
    ...IDS,
    attempts: 2,
    waitedMs: slept.reduce((sum, ms) => sum + ms, 0),
    joined: false,
  },
});

/** The second request is answered, but the first may have taken effect too. */
const again = (ms: number): Expected => {
  const { result, ...facts } = recovered(ms);
  return { ...facts, result: { ...result, doubted: true } };
};

/** The first failure is final. */
const failed = (failure: object): Expected => ({
  sent: 1,
  slept: [],
  result: {
    name: 'ApiError',
    attempts: 1,
    waitedMs: 0,
    sent: true,
    inDoubt: false,
    retryable: false,
    effect: 'none',
    resend: 'after_change',
    ...failure,
  },
});

/** A write may have had its effect. */
const doubtful = (failure: object): Expected =>
  failed({ inDoubt: true, effect: 'unknown', resend: 'never', ...failure });

/** The API says not to send it again. */
const NOT_AGAIN = { shouldRetry: false, resend: 'never' };

/** A refusal that may not be one of the API. */
const maybeDone = (failure: object): Expected => failed({ effect: 'unknown', resend: 'never', ...failure });

const answered = (status: number, type: string) => ({
  kind: status === 429 ? 'rate_limited' : 'answered',
  status,
  type,
  upstreamMessage: `${type} here`,
  requestId: 'req_1',
  ...IDS,
});

const in30s = new Date(T0 + 30_000).toISOString();
const RESET = 'anthropic-ratelimit-requests-reset';
const httpDate = (fromNow: number) => new Date(T0 + fromNow).toUTCString();
const past = new Date(T0 - 30_000).toISOString();
const limited = (headers = {}) => fault(429, 'rate_limit_error', headers);
const conflict = (error_code: string, headers = {}) => fault(409, 'conflict_error', headers, { error_code });

const GZIP = {
  kind: 'protocol',
  status: 200,
  requestId: 'req_1',
  reason: 'the response has a content-encoding, but none was requested',
};
const foreign = (status: number) => ({
  kind: status < 500 ? 'protocol' : 'answered',
  status,
  reason: `the response with status ${status} does not come from the API`,
});

const html = '<html>not what you asked for</html>';

const CASES: [title: string, first: Answer, read: Expected, write: Expected][] = [
  ['429 with retry-after', limited({ 'retry-after': '2' }), recovered(2000), recovered(2000)],
  [
    '429 with retry-after-ms',
    limited({ 'retry-after-ms': '70', 'retry-after': '2' }),
    recovered(70),
    recovered(70),
  ],
  [
    '429 with a retry-after date',
    limited({ 'retry-after': httpDate(3000) }),
    recovered(3000),
    recovered(3000),
  ],
  ['429 without retry-after', limited(), recovered(250), recovered(250)],
  ['429 with a retry-after of 0', limited({ 'retry-after': '0' }), recovered(250), recovered(250)],
  [
    '429 with a retry-after date gone by',
    limited({ 'retry-after': httpDate(-1000) }),
    recovered(250),
    recovered(250),
  ],
  [
    '429 with a retry-after that is no number',
    limited({ 'retry-after': 'soon' }),
    recovered(250),
    recovered(250),
  ],
  ['429 with a reset gone by', limited({ [RESET]: past }), recovered(250), recovered(250)],
  ['429 with a reset ahead', limited({ [RESET]: in30s }), recovered(30_000), recovered(30_000)],
  [
    '429 that says not to retry',
    limited({ 'x-should-retry': 'false' }),
    failed({ ...answered(429, 'rate_limit_error'), ...NOT_AGAIN }),
    failed({ ...answered(429, 'rate_limit_error'), ...NOT_AGAIN }),
  ],
  ['500', fault(500, 'api_error'), recovered(250), doubtful(answered(500, 'api_error'))],
  [
    '500 that says to retry',
    fault(500, 'api_error', { 'x-should-retry': 'true' }),
    recovered(250),
    again(250),
  ],
  [
    '500 that says not to retry',
    fault(500, 'api_error', { 'x-should-retry': 'false' }),
    failed({ ...answered(500, 'api_error'), ...NOT_AGAIN }),
    doubtful({ ...answered(500, 'api_error'), ...NOT_AGAIN }),
  ],
  [
    '500 with a reset ahead',
    fault(500, 'api_error', { [RESET]: in30s }),
    recovered(250),
    doubtful(answered(500, 'api_error')),
  ],
  [
    '529 with retry-after',
    fault(529, 'overloaded_error', { 'retry-after': '3' }),
    recovered(3000),
    doubtful({ ...answered(529, 'overloaded_error'), retryAfterMs: 3000 }),
  ],
  ['408', fault(408, 'timeout_error'), recovered(250), doubtful(answered(408, 'timeout_error'))],
  [
    '400',
    fault(400, 'invalid_request_error'),
    failed(answered(400, 'invalid_request_error')),
    failed(answered(400, 'invalid_request_error')),
  ],
  [
    '400 that says to retry',
    fault(400, 'invalid_request_error', { 'x-should-retry': 'true' }),
    recovered(250),
    recovered(250),
  ],
  [
    '409 for a change at the same moment',
    conflict('concurrent_membership_change'),
    recovered(250),
    recovered(250),
  ],
  ['409 for a changed external key', conflict('external_key_changed'), recovered(250), recovered(250)],
  ...(['workspace_created_incomplete', 'change_outcome_unknown'] as const).map(
    (code): (typeof CASES)[number] => [
      `503 with ${code}, whatever the header says`,
      fault(503, 'api_error', { 'x-should-retry': 'true' }, { error_code: code, workspace_id: 'wrkspc_1' }),
      recovered(250),
      failed({
        ...answered(503, 'api_error'),
        code,
        details: { workspace_id: 'wrkspc_1' },
        shouldRetry: true,
        ...(code === 'workspace_created_incomplete'
          ? { effect: 'partial', resend: 'never' }
          : { effect: 'unknown', resend: 'same_request', inDoubt: true }),
      }),
    ],
  ),
  [
    '503 that says that nothing was done',
    fault(503, 'api_error', { 'retry-after': '3' }, { error_code: 'authorization_check_unavailable' }),
    recovered(3000),
    recovered(3000),
  ],
  [
    '409 for a taken name',
    conflict('name_taken'),
    failed({ ...answered(409, 'conflict_error'), code: 'name_taken' }),
    failed({ ...answered(409, 'conflict_error'), code: 'name_taken' }),
  ],
  [
    'no answer',
    silence,
    recovered(250),
    doubtful({ kind: 'timeout', reason: 'no response within the request timeout' }),
  ],
  [
    'half an answer',
    silentBody,
    recovered(250),
    doubtful({ kind: 'timeout', reason: 'no response within the request timeout', status: 200 }),
  ],
  [
    'a reset before the answer',
    resetBefore,
    recovered(250),
    doubtful({ kind: 'interrupted', reason: 'ECONNRESET' }),
  ],
  [
    'a reset in mid-answer',
    resetMidway,
    recovered(250),
    doubtful({ kind: 'interrupted', reason: 'ECONNRESET', status: 200 }),
  ],
  [
    'an end in mid-answer',
    endMidway,
    recovered(250),
    doubtful({ kind: 'interrupted', reason: 'UND_ERR_SOCKET', status: 200 }),
  ],
  [
    'truncated JSON',
    raw(200, 'application/json', '{"data": ['),
    failed({ kind: 'protocol', reason: 'the response is not valid JSON', status: 200 }),
    doubtful({ kind: 'protocol', reason: 'the response is not valid JSON', status: 200 }),
  ],
  [
    'an answer that is compressed',
    json(200, {}, { 'content-encoding': 'gzip' }),
    failed({ ...GZIP, ...IDS }),
    doubtful({ ...GZIP, ...IDS }),
  ],
  [
    'HTML with 200',
    raw(200, 'text/html', html),
    failed({ kind: 'protocol', reason: 'the response is not JSON', status: 200 }),
    doubtful({ kind: 'protocol', reason: 'the response is not JSON', status: 200 }),
  ],
  ['HTML with 502', raw(502, 'text/html', html), recovered(250), doubtful(foreign(502))],
  ['HTML with 403', raw(403, 'text/html', html), failed(foreign(403)), maybeDone(foreign(403))],
  [
    'an answer over the cap',
    flood(300_000),
    failed({ kind: 'too_large', reason: 'the response is larger than 100000 bytes', status: 200 }),
    doubtful({ kind: 'too_large', reason: 'the response is larger than 100000 bytes', status: 200 }),
  ],
];

describe.each([
  {
    effect: 'read',
    request: READ,
    line: 'GET /v1/organizations/users?limit=2',
    path: '/v1/organizations/users',
  },
  {
    effect: 'write',
    request: WRITE,
    line: 'POST /v1/organizations/invites',
    path: '/v1/organizations/invites',
  },
] as const)('a $effect', ({ effect, request, line, path }) => {
  test.each(CASES)('after %s', async (_title, first, read, write) => {
    const expected = effect === 'read' ? read : write;
    const { server, clock, send } = await bootApi([first, ok], {
      requestTimeoutMs: 300,
      maxAnswerBytes: 100_000,
    });

    const result = await send(request);

    const where = 'kind' in expected.result ? { method: request.method, path } : {};
    expect(result).toEqual({ ...expected.result, ...where });
    expect({ requests: server.requests, slept: clock.slept }).toEqual({
      requests: Array(expected.sent).fill(line),
      slept: expected.slept,
    });
  });
});
