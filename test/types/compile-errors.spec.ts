import { complaintsAbout } from '../support/compiler.js';

const PREAMBLE = `
  import { READ, defineAction, defineLimitedAction, defineResource } from '../kit/catalog/index.js';
  import type { Action, CheckedResource, Finders } from '../kit/catalog/index.js';
  import type { LimitationId } from '../limitations/index.js';
  import type { ApiSchemaName } from './api-types.generated.js';
  import { InviteIdInput, InvitesCreateInput } from './invites/invites.inputs.js';
  import type { AnthropicActions } from './index.js';
  import { AnthropicConnector } from '../connector/connector.js';
  import type { Outcome } from '../kit/index.js';
  import type { ActionId, InputOf, OutputOf } from './index.js';
  export type Used = [Outcome, ActionId, InputOf<'users_get'>, OutputOf<'users_get'>];
  declare const connector: AnthropicConnector;
  const FACTS = { title: 'T', description: 'D', operation: 'x', effect: READ } as const;
  const context = { tenantId: 'acme' };
  const resourceOf = <const A extends readonly Action[]>(...actions: A) =>
    defineResource({ group: { id: 'g', title: 'T', description: 'D' }, packs: [], samples: {}, actions });
  type Checked = CheckedResource<ApiSchemaName, LimitationId, AnthropicActions>;
  const foundBy = <const F extends Finders>(finders: F) =>
    defineResource({ group: { id: 'g', title: 'T', description: 'D' }, packs: [], samples: {}, finders, actions: [] });
  export const used = [defineAction, defineLimitedAction, resourceOf, foundBy, {} as Checked, InviteIdInput, InvitesCreateInput, connector, FACTS, context];`;

const RIGHT = `
        defineAction({ ...FACTS, id: 'a_b', route: 'GET /v1/x/{invite_id}', input: InviteIdInput, example: { invite_id: 'i' }, output: 'OrganizationInvite' });
        foundBy({ user_id: { actionId: 'users_list', by: 'email' } }) satisfies Checked;
        async function typed(): Promise<string> {
          const outcome = await connector.invoke('workspaces_get', { workspace_id: 'w' }, context);
          return outcome.ok ? outcome.data.display_color : outcome.error.code;
        }
        async function untyped(id: string) { return connector.invokeById(id, { anything: 1 }, context); }
        const wrapped = <Id extends ActionId>(id: Id, input: InputOf<Id>): Promise<Outcome<OutputOf<Id>>> =>
          connector.invoke(id, input, context);
        export const more = [typed, untyped, wrapped];`;

/** What is wrong, the lines, a word of the complaint. */
const WRONG: [string, string, string][] = [
  [
    'a route parameter that the input lacks',
    `defineAction({ ...FACTS, id: 'a_b', route: 'GET /v1/x/{invit_id}', input: InviteIdInput, example: { invite_id: 'i' }, output: 'OrganizationInvite' });`,
    'invit_id',
  ],
  [
    'an example that the input contradicts',
    `defineAction({ ...FACTS, id: 'a_b', route: 'POST /v1/x', input: InvitesCreateInput, example: { email: 'a@b.c', role: 'king' }, output: 'OrganizationInvite' });`,
    '"king"',
  ],
  [
    'an output that the contract lacks',
    `resourceOf(defineAction({ ...FACTS, id: 'a_b', route: 'GET /v1/x', input: InviteIdInput, example: { invite_id: 'i' }, output: 'Nothing' })) satisfies Checked;`,
    '"Nothing"',
  ],
  [
    'a limitation that does not exist',
    `resourceOf(defineLimitedAction({ id: 'a_b', title: 'T', description: 'D', effect: READ, askedAs: 'GET /v1/x', input: InviteIdInput, example: { invite_id: 'i' }, limitation: 'none' })) satisfies Checked;`,
    '"none"',
  ],
  [
    'a list of ids that does not exist',
    `foundBy({ user_id: { actionId: 'users_lits' } }) satisfies Checked;`,
    '"users_lits"',
  ],
  [
    'a filter that the list lacks',
    `foundBy({ user_id: { actionId: 'users_list', by: 'mail' } }) satisfies Checked;`,
    '"mail"',
  ],
  [
    'an invocation of an action that does not exist',
    `void connector.invoke('users_lits', {}, context);`,
    '"users_lits"',
  ],
  [
    'an invocation with a wrong input',
    `void connector.invoke('workspaces_get', { workspace: 'w' }, context);`,
    'workspace',
  ],
  ['an invocation without a tenant', `void connector.invoke('organization_get', {}, {});`, 'tenantId'],
  [
    'an answer read as what it is not',
    `void connector.invoke('workspaces_get', { workspace_id: 'w' }, context).then((outcome) => outcome.ok && outcome.data.email);`,
    'email',
  ],
];

describe('the compiler', () => {
  const [right, ...wrong] = complaintsAbout(
    'src/actions',
    [RIGHT, ...WRONG.map(([, lines]) => lines)].map((lines) => PREAMBLE + lines),
  );

  it('accepts what is right', () => {
    expect(right).toEqual([]);
  });

  it.each(WRONG.map(([what, , words], nth) => [what, words, nth] as const))('refuses %s', (_, words, nth) => {
    expect(wrong[nth]![0]).toContain(words);
  });
});
