const invite = async (client, tenantId, key, email) => {
  const answer = await client.invoke(
    'invites_create',
    { input: { email, role: 'user' } },
    { token: client.token({ tenantId, sub: tenantId }), headers: { 'idempotency-key': key } },
  );
  client.wrote(email, answer);
  return answer;
};

/** Two tenants use the same idempotency key, repeat their writes, and use the key for another one. */
const reuse = async (client) => {
  const key = `shared-${client.random.below(1e9)}`;
  const tenants = ['mallory-1', 'mallory-2'];
  const emails = tenants.map((tenant) => `${key}-${tenant}@example.com`);
  const both = () => Promise.all(tenants.map((tenant, nth) => invite(client, tenant, key, emails[nth])));
  const answers = [...(await both()), ...(await both())];
  answers.forEach(({ json }, nth) => {
    const email = json?.data?.email;
    if (email !== undefined && email !== emails[nth % 2])
      client.found(`one tenant got the outcome of another: ${email}`);
  });
  const other = await client.invoke(
    'invites_create',
    { input: { email: `other-${emails[0]}`, role: 'user' } },
    { token: client.token({ tenantId: tenants[0], sub: tenants[0] }), headers: { 'idempotency-key': key } },
  );
  client.wrote(`other-${emails[0]}`, other);
};

export const IDEMPOTENCY_ATTACKS = [
  { name: 'idempotency keys of another tenant', workers: 2, pauseMs: 300, step: reuse },
];
