import type { Action, HttpAction } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import type { AnswerMismatch } from '../../src/kit/engine/run-action.js';
import { API_SCHEMAS } from '../../src/actions/api-schemas.generated.js';
import { outputSchemaOf } from '../../src/kit/compile/output-schema.js';
import { compileShape } from '../../src/kit/compile/response-shape.js';
import type { ShapeProblem } from '../../src/kit/compile/response-shape.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { user } from '../support/users.js';

let booted: Booted | undefined;
afterEach(async () => {
  await booted?.close();
  booted = undefined;
});

const boot = async (body: unknown, options?: ConnectorOptions): Promise<Booted> =>
  (booted = await bootConnector(() => ({ body }), options));

const list = (...data: unknown[]): object => ({ data, has_more: false, first_id: null, last_id: null });

describe('an answer that is not as documented', () => {
  it.each([
    ['a new role', list(user('user_1', 'wizard')), 'data[].role has the new value "wizard"'],
    ['a missing field', list({ ...user('user_1'), email: undefined }), 'data[].email is missing'],
    ['another type', list({ ...user('user_1'), name: 5 }), 'data[].name has another type'],
  ])('with %s is delivered all the same, with a warning', async (_, body, words) => {
    const told: AnswerMismatch[] = [];
    const { connector } = await boot(body, { onAnswerMismatch: (mismatch) => told.push(mismatch) });

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect(outcome).toMatchObject({
      ok: true,
      data: JSON.parse(JSON.stringify(body)),
      meta: { warnings: [`The response differs from its documented schema: ${words}.`] },
    });
    expect(told).toEqual([
      {
        actionId: 'users_list',
        schema: 'OrganizationUserIdPage',
        requestId: 'test',
        problems: [expect.objectContaining({ rule: expect.any(String) })],
      },
    ]);
  });

  it('is told once for many items, and in few words', async () => {
    const strange = Array.from({ length: 50 }, (_, nth) => ({ role: `role_${nth % 7}` }));
    const { connector } = await boot(list(...strange));

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect(outcome.meta.warnings).toEqual([
      'The response differs from its documented schema: data[].id is missing; data[].added_at is missing; data[].email is missing; data[].name is missing; data[].role has the new value "role_0"; and 7 more.',
    ]);
  });

  it('with fields that nobody knows yet is as documented', async () => {
    const told: AnswerMismatch[] = [];
    const body = { ...list({ ...user('user_1'), badge: { color: 'red' } }), total: 1 };
    const { connector } = await boot(body, { onAnswerMismatch: (mismatch) => told.push(mismatch) });

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect([outcome.ok && outcome.data, outcome.meta.warnings, told]).toEqual([body, undefined, []]);
  });

  it('is delivered also where the host fails at counting it', async () => {
    const faults: unknown[] = [];
    const fault = new Error('no counter');
    const { connector } = await boot(list({}), {
      onAnswerMismatch: () => {
        throw fault;
      },
      onInternalError: (error) => faults.push(error),
    });

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect([outcome.ok, faults]).toEqual([true, [fault]]);
  });
});

describe('the shape of an answer', () => {
  const problemsOf = (name: HttpAction['output'], value: unknown): ShapeProblem[] => {
    const problems: ShapeProblem[] = [];
    compileShape(outputSchemaOf(name, API_SCHEMAS))(value, problems);
    return problems;
  };
  const key = {
    id: 'ekey_1',
    type: 'external_key',
    attachment: { type: 'unattached' },
    created_at: '2026-11-01T00:00:00Z',
    updated_at: '2026-11-01T00:00:00Z',
    display_name: null,
    geo: 'us',
    provider_config: { type: 'gcp', key_name: 'k' },
    user_profile_id: null,
  };

  it.each(
    (ACTIONS as readonly Action[]).flatMap((action) =>
      'output' in action && typeof action.output === 'string' ? [[action.output, action.id]] : [],
    ),
  )('%s can be compiled, and no empty object has it (%s)', (name) => {
    expect(problemsOf(name as HttpAction['output'], {})).not.toEqual([]);
  });

  it.each([
    [key, []],
    [
      { ...key, provider_config: { type: 'ibm', key: 1 } },
      [{ path: 'provider_config.type', rule: 'value', value: 'ibm' }],
    ],
    [{ ...key, provider_config: { type: 'aws' } }, [{ path: 'provider_config.kms_arn', rule: 'missing' }]],
    [{ ...key, provider_config: null }, [{ path: 'provider_config', rule: 'type' }]],
    [{ ...key, attachment: {} }, [{ path: 'attachment.type', rule: 'type' }]],
    [
      { ...key, display_name: 5, type: 5 },
      [
        { path: 'display_name', rule: 'type' },
        { path: 'type', rule: 'type' },
      ],
    ],
  ])('of a union is that of its kind: %j', (answer, problems) => {
    expect(problemsOf('ExternalKey', answer)).toEqual(problems);
  });

  it.each([
    ['unrestricted', []],
    [['us', 'global'], []],
    [['us', 'mars'], [{ path: 'data_residency.allowed_inference_geos[]', rule: 'value', value: 'mars' }]],
    ['none', [{ path: 'data_residency.allowed_inference_geos', rule: 'value', value: 'none' }]],
    [5, [{ path: 'data_residency.allowed_inference_geos', rule: 'type' }]],
  ])('of a text or a list is that of its type: %j', (allowed_inference_geos, expected) => {
    const workspace = {
      data_residency: { allowed_inference_geos, default_inference_geo: 'us', workspace_geo: 'us' },
    };

    const problems = problemsOf('Workspace', workspace).filter(({ path }) => path.includes('geo'));

    expect(problems).toEqual(expected);
  });

  it('is looked for in the first hundred items of a list', () => {
    const users = Array.from({ length: 101 }, (_, nth) =>
      user(`user_${nth}`, nth === 100 ? 'wizard' : 'user'),
    );

    expect(problemsOf('OrganizationUserIdPage', list(...users))).toEqual([]);
    expect(problemsOf('OrganizationUserIdPage', list(...users.slice(1)))).toHaveLength(1);
  });
});
