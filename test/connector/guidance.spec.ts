import { inNames, lossOf, type Failure } from '../../src/index.js';
import { RESOURCES } from '../../src/actions/index.js';
import type { Resource } from '../../src/kit/catalog/index.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { CATALOG, compiled } from '../support/catalog.js';

let booted: Booted;
beforeAll(async () => {
  booted = await bootConnector();
});
afterAll(() => booted.close());

async function refused(id: string, input: unknown): Promise<Failure['error']> {
  const outcome = await booted.connector.invokeById(id, input, CONTEXT);
  if (outcome.ok) throw new Error('the input was accepted');
  return outcome.error;
}

const PERSON = 'ada.kowalski@example.com';

describe('a field that takes an id', () => {
  it.each([
    ['users_get', { user_id: PERSON }, { actionId: 'users_list', input: { email: PERSON } }],
    ['users_get', { user_id: 'Ada Kowalski' }, { actionId: 'users_list', input: {} }],
    ['users_get', {}, { actionId: 'users_list', input: {} }],
    ['users_update', { user_id: PERSON, role: 'user' }, { actionId: 'users_list', input: { email: PERSON } }],
    ['invites_delete', { invite_id: PERSON }, { actionId: 'invites_list', input: { email: PERSON } }],
    ['workspaces_get', { workspace_id: 'Research & more' }, { actionId: 'workspaces_list', input: {} }],
    ['api_keys_get', { api_key_id: 'Nightly batch' }, { actionId: 'api_keys_list', input: {} }],
    ['api_keys_list', { created_by_user_id: PERSON }, { actionId: 'users_list', input: { email: PERSON } }],
    [
      'effective_spend_limits_list',
      { user_ids: ['Ada Kowalski', PERSON] },
      { actionId: 'users_list', input: { email: PERSON } },
    ],
    [
      'spend_limits_set',
      { scope: { type: 'user', user_id: PERSON }, amount: '50000' },
      { actionId: 'users_list', input: { email: PERSON } },
    ],
  ])('leads to the list that finds it: %s %j', async (id, input, next) => {
    const error = await refused(id, input);

    expect(error).toMatchObject({
      code: 'invalid_input',
      next,
      issues: [{ message: expect.stringContaining(`; find it with ${next.actionId}`) }],
      fix: expect.stringContaining(`Find the id first: run ${next.actionId}`),
    });
  });

  it('names the list as the door does, in each text', async () => {
    const error = inNames(await refused('users_get', { user_id: PERSON }), (id) => `acme_${id}`);

    expect(error).not.toHaveProperty('parts');
    expect(error.issues?.[0]).toEqual({
      path: 'user_id',
      rule: 'matches',
      message: `user_id must be an id (letters, digits, _ and -); for example "user_01AdaLovelaceExample"; find it with acme_users_list {"email":"${PERSON}"}`,
    });
    expect(error.message).toContain(`acme_users_list {"email":"${PERSON}"}`);
    expect(error.fix).toContain(`run acme_users_list {"email":"${PERSON}"}.`);
  });

  it('says nothing of a list where the value is no text, or the id is right', async () => {
    const errors = [
      await refused('users_get', { user_id: 5 }),
      await refused('users_update', { user_id: 'user_1', role: 'king' }),
      await refused('telemetry_destinations_update', { destination_id: 'tdst_1' }),
    ];

    expect(errors.filter((error) => error.next ?? JSON.stringify(error).includes('find it'))).toEqual([]);
  });

  it('has a list for every id in a path', () => {
    const finders = (RESOURCES as readonly Resource[]).flatMap(({ finders: own = {} }) => Object.keys(own));
    const inPath = CATALOG.all
      .filter(({ action }) => 'route' in action)
      .flatMap(({ form }) => Object.entries(form?.place ?? {}))
      .flatMap(([name, place]) => (place === 'path' ? [name] : []));

    expect(inPath.filter((name) => !finders.includes(name))).toEqual([]);
  });

  it.each(
    (RESOURCES as readonly Resource[]).flatMap(({ finders = {} }) =>
      Object.entries(finders).flatMap(([name, finder]) => (finder ? [[name, finder.actionId] as const] : [])),
    ),
  )('%s is found by a list that needs no other field: %s', (_, actionId) => {
    expect([compiled(actionId).accepts({}), compiled(actionId).paging !== undefined]).toEqual([true, true]);
  });
});

describe('the example of a refusal', () => {
  it.each([
    [{ scope: { type: 'organization' }, amount: '500.00' }, ['organization']],
    [{ scope: { type: 'workspace' }, amount: '50000' }, ['workspace']],
    [{ scope: { type: 'user', user_id: 5 }, amount: '50000' }, ['user']],
    [{ scope: 'organization', amount: '50000' }, ['organization']],
    [{ amount: '50000' }, ['organization', 'user', 'workspace']],
    [{ scope: { type: 'galaxy' }, amount: '50000' }, ['organization', 'user', 'workspace']],
  ])('has the variant that the caller chose, or one of each: %j', async (input, types) => {
    const { fix = '', message } = await refused('spend_limits_set', input);
    const shown = [...fix.matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    const suggested = [...message.matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);

    expect(shown).toEqual(types);
    expect(suggested.filter((type) => !types.includes(type ?? ''))).toEqual([]);
  });

  it('is valid for every variant of every action', () => {
    const examples = CATALOG.all.flatMap((action) => {
      const { properties = {} } = action.inputSchema as { properties?: Record<string, Union> };
      return Object.entries(properties).flatMap(([name, { anyOf = [] }]) =>
        anyOf.flatMap(({ properties: fields }) =>
          (fields?.['type']?.enum ?? []).map((type) => ({ action, name, type })),
        ),
      );
    });
    const unlike = examples.filter(({ action, name, type }) => {
      const [shown, ...more] = action.examplesFor({ [name]: { type } }) as Record<
        string,
        { type?: string }
      >[];
      return more.length > 0 || shown?.[name]?.type !== type || !action.accepts(shown);
    });

    expect(unlike.map(({ action, type }) => [action.id, type])).toEqual([]);
    expect(examples.length).toBeGreaterThan(10);
  });

  interface Union {
    readonly anyOf?: readonly {
      readonly properties?: Readonly<Record<string, { enum?: readonly string[] }>>;
    }[];
  }
});

it.each([
  [{ actionId: 'users_update', input: {} }, undefined],
  [{ actionId: 'users_update', input: {}, loses: ['role'] }, 'This does not set role.'],
  [{ actionId: 'x', input: {}, loses: ['a', 'b'] }, 'This does not set a or b.'],
])('tells what an alternative loses: %j', (ready, said) => {
  expect(lossOf(ready)).toBe(said);
});
