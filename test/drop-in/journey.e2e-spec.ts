import { bootDropIn, type DropIn } from './support/boot-drop-in.js';

/** One operation by two doors: its action and input, and the request of the API. */
interface Step {
  readonly actionId: string;
  readonly input: Record<string, unknown>;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

interface Answered {
  readonly ok: boolean;
  // A step reads whatever it needs of the step before.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

type Door = (dropIn: DropIn, step: Step) => Promise<Answered>;

async function rest({ origin, token }: DropIn, { actionId, input }: Step): Promise<Answered> {
  const response = await fetch(`${origin}/v1/connectors/anthropic/actions/${actionId}/invoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ input }),
  });
  const body = (await response.json()) as { data?: unknown; error?: { limitation?: { id: string } } };
  return response.ok
    ? { ok: true, data: body.data }
    : { ok: false, data: `connector_${body.error?.limitation?.id}` };
}

async function dropIn({ ask }: DropIn, { method, path, body }: Step): Promise<Answered> {
  const answer = await ask(method, path, { body });
  return answer.status === 200
    ? { ok: true, data: answer.body }
    : { ok: false, data: answer.body.error.details.error_code };
}

const email = 'new.person@acme-robotics.example';

/** Invites somebody, moves a member, tidies up, and asks for what cannot be had. */
async function journey(booted: DropIn, door: Door): Promise<Answered[]> {
  const { developerUserId: user_id, adminUserId, activeApiKeyId: api_key_id } = booted.simulator.demo;
  const answered: Answered[] = [];
  const go = async (actionId: string, request: string, input: Record<string, unknown>, body?: object) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await door(booted, { actionId, input, method, path, body });
    answered.push(answer);
    return answer;
  };

  const invite = { email, role: 'user' };
  const { data: invited } = await go('invites_create', 'POST /invites', invite, invite);
  await go('invites_delete', `DELETE /invites/${invited.id}`, { invite_id: invited.id });
  const { data: made } = await go('workspaces_create', 'POST /workspaces', { name: 'Lab' }, { name: 'Lab' });
  const member = { user_id, workspace_role: 'workspace_developer' };
  const workspace_id = made.id as string;
  await go(
    'workspace_members_add',
    `POST /workspaces/${workspace_id}/members`,
    { workspace_id, ...member },
    member,
  );
  await go('workspace_members_list', `GET /workspaces/${workspace_id}/members?limit=5`, {
    workspace_id,
    limit: 5,
  });
  await go('users_list', 'GET /users?roles[]=developer&limit=3', { roles: ['developer'], limit: 3 });
  await go('workspaces_archive', `POST /workspaces/${workspace_id}/archive`, { workspace_id });
  await go('workspaces_delete', `DELETE /workspaces/${workspace_id}`, { workspace_id });
  await go('api_keys_delete', `DELETE /api_keys/${api_key_id}`, { api_key_id });
  await go('users_remove', `DELETE /users/${adminUserId}`, { user_id: adminUserId });
  return answered;
}

async function travelled(door: Door): Promise<{ answers: Answered[]; journal: object[] }> {
  const booted = await bootDropIn();
  const before = booted.simulator.journal.entries().length;
  const answers = await journey(booted, door);
  const journal = booted.simulator.journal
    .entries()
    .slice(before)
    .map(({ method, path, query, body }) => ({ method, path, query, body }));
  await booted.close();
  return { answers, journal };
}

it('makes the same journey through the drop-in endpoint as over REST, request by request', async () => {
  const byRest = await travelled(rest);
  const byDropIn = await travelled(dropIn);

  expect(byDropIn).toEqual(byRest);
  expect(byRest.answers.map(({ ok, data }) => (ok ? true : (data as unknown)))).toEqual([
    ...Array<boolean>(7).fill(true),
    'connector_workspaces_delete_unsupported',
    'connector_api_keys_delete_unsupported',
    'connector_admin_not_removable',
  ]);
});
