import { readFileSync } from 'node:fs';
import { ACTIONS, type CallEffect, type OutcomeError, type Resend } from 'anthropic-admin-connector';
import { FAULTS } from '../../soak/effects/faults.mjs';
import { openWorld, type InjectedFault, type World } from '../../soak/effects/world.mjs';
import { OPERATIONS } from '../support/contract.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const isWrite = (id: string): boolean =>
  ACTIONS.some((action) => action.id === id && action.effect.kind !== 'read');
/** Every request of the API, and one action made of several; those of members_offboard are tried in its own test. */
const SENT = ACTIONS.filter((action) => 'route' in action || action.id === 'invites_reissue');
const WRITES = SENT.map(({ id }) => id).filter(isWrite);
const READS = SENT.flatMap((action) => ('route' in action && !isWrite(action.id) ? [action] : []));

interface CodeFacts {
  readonly error_code: string;
  readonly http_status: number;
  readonly effect: string;
  readonly resend: string;
  readonly effect_is: string;
}

const FACTS = JSON.parse(
  readFileSync(new URL('../../contract/error-effects.json', import.meta.url), 'utf8'),
) as readonly CodeFacts[];

/** The words of the contract in those of an outcome. */
const EFFECTS: Readonly<Record<string, CallEffect>> = {
  none: 'none',
  done: 'done',
  done_incompletely: 'partial',
  partial: 'partial',
  that_setting_unchanged: 'partial',
  partial_or_unknown: 'unknown',
  not_erased_but_removal_may_have_begun: 'unknown',
};
const RESENDS: Readonly<Record<string, Resend>> = {
  never: 'never',
  'only_by_a_caller_with_org:external-storage:use': 'never',
  same_request_is_safe: 'same_request',
  after_change: 'after_change',
  after_reading: 'after_change',
  'after_reading_status.removal_started': 'after_change',
  after_retry_after: 'after_wait',
};

/** Every code of the contract with its status, and the facts of those that have some. */
const CODES = new Map<string, { status: number; type?: string; facts?: CodeFacts }>([
  ...OPERATIONS.flatMap(({ errors }) =>
    errors.map(
      ({ error_code, http_status, error_type }) =>
        [error_code, { status: http_status, type: error_type }] as const,
    ),
  ),
  ...FACTS.map((facts) => [facts.error_code, { status: facts.http_status, facts }] as const),
]);

/** A response with a code; where the code says that something was done, it was. */
const coded = (code: string): InjectedFault => {
  const { status, facts } = CODES.get(code)!;
  const applies = facts !== undefined && !['none', 'unknown'].includes(EFFECTS[facts.effect]!);
  return { kind: 'status', status, error_code: code, applies };
};

const errorOf = ({ outcome }: Awaited<ReturnType<World['send']>>): OutcomeError => {
  if (outcome.ok) throw new Error('It succeeded.');
  return outcome.error;
};

it('knows every write', () => {
  expect([...world.writes].sort()).toEqual([...WRITES].sort());
});

it.each(WRITES)('tells what became of %s, whatever happened to its request', async (id) => {
  const found: string[] = [];
  for (const [title, fault] of [['nothing', undefined] as const, ...Object.entries(FAULTS)]) {
    const { outcome, entries, mistakes } = await world.run(id, fault ? [fault] : []);
    // A request that times out may do so before it is sent.
    if (entries.length === 0 && fault?.kind !== 'timeout') found.push(`${title}: nothing was sent`);
    if (!fault && !outcome.ok) found.push(`without a fault: ${outcome.error.message}`);
    found.push(...mistakes.map((mistake) => `${title}: ${mistake}`));
  }

  expect(found).toEqual([]);
});

it.each(WRITES)('tells what every error code says about %s', async (id) => {
  const found: string[] = [];
  let input = await world.prepare(id);
  for (const code of CODES.keys()) {
    const fault = coded(code);
    const judged = await world.send(id, input, [fault]);
    if (judged.entries.length === 0) found.push(`${code}: nothing was sent`);
    const { effect, retry } = errorOf(judged);
    const { facts } = CODES.get(code)!;
    const expected = facts ? [EFFECTS[facts.effect], RESENDS[facts.resend]] : undefined;
    // What an action of several operations did before is not known to the code.
    if (expected && id !== 'invites_reissue' && `${effect} ${retry.resend}` !== expected.join(' '))
      found.push(`${code}: ${effect}, ${retry.resend}, but the contract says ${expected.join(', ')}`);
    found.push(...judged.mistakes.map((mistake) => `${code}: ${mistake}`));
    if (fault['applies'] || id === 'invites_reissue') input = await world.prepare(id);
  }

  expect(found).toEqual([]);
});

it.each(READS.map(({ id, example }) => [id, example as object] as const))(
  'says of %s that it changed nothing, whatever happened',
  async (id, example) => {
    const found: string[] = [];
    for (const fault of [...Object.values(FAULTS), ...[...CODES.keys()].map(coded)]) {
      if (fault.kind === 'timeout' && fault['applies']) continue;
      const { outcome, entries, mistakes } = await world.send(id, example, [fault]);
      if (entries.length === 0 && fault.kind !== 'timeout')
        found.push(`${JSON.stringify(fault)}: nothing was sent`);
      if (!outcome.ok && outcome.error.effect !== 'none')
        found.push(`${JSON.stringify(fault)}: ${outcome.error.effect}`);
      found.push(...mistakes.map((mistake) => `${JSON.stringify(fault)}: ${mistake}`));
    }

    expect(found).toEqual([]);
  },
);

describe('a code that says that something was done', () => {
  it('names the workspace that exists, and the read that shows it', async () => {
    const judged = await world.run('workspaces_create', [
      { kind: 'outcome', error_code: 'workspace_created_incomplete' },
    ]);

    const { upstream, next, ...error } = errorOf(judged);
    const id = upstream?.details?.['workspace_id'];
    expect(id).toMatch(/^wrkspc_/);
    expect(next).toEqual({ actionId: 'workspaces_get', input: { workspace_id: id } });
    expect(error).toMatchObject({
      code: 'change_incomplete',
      effect: 'partial',
      retry: { allowed: false, resend: 'never' },
      fix: 'Run workspaces_get to see what was changed.',
    });
    expect(judged.entries).toHaveLength(1);
  });

  it('says that the workspace was archived', async () => {
    const judged = await world.run('workspaces_archive', [
      { kind: 'outcome', error_code: 'storage_attached_during_archive' },
    ]);

    expect(errorOf(judged)).toMatchObject({
      code: 'change_incomplete',
      effect: 'done',
      retry: { allowed: false, resend: 'never' },
      next: { actionId: 'workspaces_get' },
    });
  });
});

it('says that the same request completes a change, and it does', async () => {
  const fault = { kind: 'outcome', error_code: 'change_outcome_unknown' };
  const input = await world.prepare('workspaces_update');

  const first = errorOf(await world.send('workspaces_update', input, [fault]));
  const second = await world.send('workspaces_update', input, []);

  expect(first).toMatchObject({
    code: 'outcome_unknown',
    effect: 'unknown',
    retry: { allowed: true, resend: 'same_request' },
    next: { actionId: 'workspaces_get' },
  });
  expect(second.outcome).toMatchObject({ ok: true, data: { name: 'Renamed', display_color: '#6C5BB9' } });
});
