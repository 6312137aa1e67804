import { REVISIONS } from '../mcp/support/clients.js';
import { AUDIT, REQUESTS, TOLD } from './expected.js';
import type { Open, Told } from './support/door.js';
import { dropIn } from './support/drop-in-door.js';
import { journey, type Journey } from './support/journey.js';
import { mcp } from './support/mcp-door.js';
import { rest } from './support/rest-door.js';

const DOORS: [name: string, Open, actorType: string][] = [
  ['rest', rest, 'user'],
  ...REVISIONS.map(([revision, connect]): [string, Open, string] => [
    `mcp ${revision}`,
    mcp(revision, connect),
    'agent',
  ]),
  ['drop-in', dropIn, 'service'],
];

/** What was told, in a line. */
function inALine(told: Told): string {
  if (told.ok) return told.replayed ? 'ok, replayed' : 'ok';
  const { code, limitation, issues } = told;
  return [code, ...(limitation ? ['by', limitation] : []), ...issues.flatMap((path) => ['in', path])].join(
    ' ',
  );
}

let byRest: Journey;
beforeAll(async () => {
  byRest = await journey(rest);
});

describe.each(DOORS)('the journey through %s', (_, open, actorType) => {
  let made: Journey;
  beforeAll(async () => {
    made = await journey(open);
  });

  it('tells at each step what there is to tell', () => {
    const told = Object.entries(made.story).map(([step, each]) => [step, inALine(each)]);

    expect(Object.fromEntries(told)).toEqual(TOLD);
    expect(made.story).toEqual(byRest.story);
  });

  it('leaves the organization as the story has it', () => {
    expect(made.story).toMatchObject({
      'lists the admins': { data: { data: Array(4).fill({ role: 'admin' }), has_more: false } },
      'adds the member': { data: { workspace_role: 'workspace_developer' } },
      'archives it instead': { data: { name: 'Lab', archived_at: expect.any(String) } },
      'turns a key off': { data: { status: 'inactive' } },
      'archives the key instead': { data: { status: 'archived' } },
      'counts the tokens': { data: { data: Array(7).fill({}), has_more: false } },
      'counts the money': { data: { data: Array(7).fill({}), has_more: false } },
      'removes the member': { data: { type: 'user_deleted' } },
    });
  });

  it('sends the API the same requests', () => {
    const requests = made.requests.map(({ method, path }) => `${method} ${path.replace(/_01\w+/, '_')}`);

    expect(requests).toEqual(REQUESTS);
    expect(made.requests).toEqual(byRest.requests);
  });

  it('is written down, by whom and with what came of it', () => {
    const entries = made.audit.map(({ kind, action, code }) => `${kind} ${action} ${code}`);
    const facts = ({ audit }: Journey) =>
      audit.map(({ details, upstreamRequestId, actorId }) => ({ details, upstreamRequestId, actorId }));
    const invocations = made.audit.filter(
      ({ kind, action }) =>
        kind === 'invocation' || (kind === 'intent' && !action.startsWith('connections.')),
    );

    expect(entries).toEqual(AUDIT);
    expect(facts(made)).toEqual(facts(byRest));
    expect(new Set(invocations.map(({ actorType: type }) => type))).toEqual(new Set([actorType]));
  });
});
