import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import fc from 'fast-check';
import { arbitraryRequest } from './support/arbitrary-request.js';
import { bootFuzzed, type Fuzzed } from './support/boot-fuzzed.js';
import type { RawAnswer, RawRequest } from './support/exchange.js';
import { STRAY } from './support/odd-values.js';

jest.setTimeout(600_000);

const ROUNDS = 500;
const AT_ONCE = 20;

/** The secret part of the stored key; a preview may show what is before and behind it. */
const CANARY = DEMO_ADMIN_KEY.slice('sk-ant-admin01-'.length, -4);
const STRAYED = STRAY.slice('sk-ant-admin01-'.length, -4);

let platform: Fuzzed;
beforeAll(async () => {
  platform = await bootFuzzed();
});
afterAll(() => platform.close());

/** What is wrong with an answer, whatever it was asked for; a success may hold what the caller has sent. */
function faultOf(request: RawRequest, { status, text }: RawAnswer): string | undefined {
  const found = `${JSON.stringify(request)} was answered with\n${text}`;
  if (status >= 500) return `a ${status} of our making: ${found}`;
  if (text.includes(CANARY)) return `the stored key in an answer: ${found}`;
  if (status >= 400 && text.includes(STRAYED)) return `a key that strayed in an answer: ${found}`;
  return undefined;
}

/** What is wrong with a line of the log. */
function faultIn(line: string): string | undefined {
  if (line.includes(CANARY) || line.includes(STRAYED)) return `a key in the log: ${line}`;
  return line.startsWith('{"level":"error"') ? `an error in the log: ${line}` : undefined;
}

it(`answers ${ROUNDS * AT_ONCE} requests of all kinds, and tells no secret`, async () => {
  const reached = new Set<string>();
  const statuses = new Set<number>();
  const requests = fc.array(arbitraryRequest(platform.routes), { minLength: AT_ONCE, maxLength: AT_ONCE });

  await fc.assert(
    fc.asyncProperty(requests, async (round) => {
      const answers = await Promise.all(
        round.map(async (request) => ({ request, answer: await platform.send(request) })),
      );
      const log = platform.takeLog();
      for (const { answer } of answers) statuses.add(answer.status);
      for (const line of log) {
        const { route, status } = JSON.parse(line) as { route?: string; status?: number };
        if (route !== undefined && status !== 401) reached.add(route);
      }
      const faults = [...answers.map(({ request, answer }) => faultOf(request, answer)), ...log.map(faultIn)];
      const [fault] = faults.filter((found) => found !== undefined);
      if (fault !== undefined) throw new Error(fault);
    }),
    { numRuns: ROUNDS },
  );

  expect([...reached].sort()).toEqual(expect.arrayContaining(platform.routes.map(({ path }) => path)));
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 415, 422]));
});
