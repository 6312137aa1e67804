const REPEATED_ONE_IN = 4;

/** Sends invites, each with a unique idempotency key and email address, and repeats some of them. */
export function inviteClient({ client, ledger, random, tenants }, clientId) {
  const sent = [];
  return async () => {
    const write =
      sent.length > 0 && random.oneIn(REPEATED_ONE_IN) ? random.pick(sent.slice(-5)) : fresh(sent.length);
    ledger.wrote(write, await client.invite(write));
  };

  function fresh(number) {
    const key = `w${clientId}-${number}`;
    const write = { tenant: random.pick(tenants), email: `${key}@example.com`, key };
    sent.push(write);
    return write;
  }
}
