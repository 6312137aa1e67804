import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';

let booted: Booted;
afterEach(() => booted.close());

const PLAN = { ...CONTEXT, consequences: true } as const;

it('never runs a call that asks for its consequences', async () => {
  booted = await bootConnector();

  const outcome = await booted.connector.invoke('invites_delete', { invite_id: 'invite_1' }, PLAN);

  expect(outcome).toMatchObject({
    error: { code: 'invalid_input', fix: expect.stringContaining('Call plan(') as string },
  });
  expect(booted.api.log()).toEqual([]);
});

it('fails without a usable connection, because a plan reads', async () => {
  booted = await bootConnector();

  const plan = await booted.connector.plan(
    'workspaces_create',
    { name: 'a' },
    { ...PLAN, tenantId: 'nobody' },
  );

  expect(plan).toMatchObject({ ok: false, error: { code: 'credential_missing' } });
});

it('shows what an approval would be for, and opens the dry run for nothing else', async () => {
  const policy = { decide: () => ({ effect: 'approval', reason: 'A write.', approvalId: 'apr_1' }) as const };
  booted = await bootConnector(undefined, { policy });
  const { connector } = booted;

  const plan = await connector.plan('workspaces_create', { name: 'a' }, PLAN);
  const dry = await connector.plan('workspaces_create', { name: 'a' }, CONTEXT);

  expect(plan).toMatchObject({ ok: true, meta: { approval: { id: 'apr_1', reason: 'A write.' } } });
  expect(dry).toMatchObject({ ok: false, error: { code: 'approval_required' } });
});

it('has a digest that changes with the input, the connection, the binding and the key', async () => {
  booted = await bootConnector();
  const { connector } = booted;
  const digest = async (input: { name: string }, context: object = {}): Promise<string> => {
    const plan = await connector.plan('workspaces_create', input, { ...PLAN, ...context });
    if (!plan.ok) throw new Error(plan.error.message);
    return plan.data.digest;
  };

  const first = await digest({ name: 'a' });
  const all = [
    first,
    await digest({ name: 'b' }),
    await digest({ name: 'a' }, { binding: 'policies 3' }),
    await digest({ name: 'a' }, { binding: 'policies 4' }),
  ];

  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await digest({ name: 'a' }, { requestId: 'other' })).toBe(first);
  expect(new Set(all).size).toBe(all.length);
});
