const REPEATED_ONE_IN = 4;

/** Sends invites, each with an idempotency key and an address of its own, and repeats some that it has sent. */
export function inviting({ client, ledger, dice, tenants }, lane) {
  const sent = [];
  return async () => {
    const write =
      sent.length > 0 && dice.oneIn(REPEATED_ONE_IN) ? dice.pick(sent.slice(-5)) : fresh(sent.length);
    ledger.wrote(write, await client.invite(write));
  };

  function fresh(number) {
    const key = `w${lane}-${number}`;
    const write = { tenant: dice.pick(tenants), email: `${key}@example.com`, key };
    sent.push(write);
    return write;
  }
}
