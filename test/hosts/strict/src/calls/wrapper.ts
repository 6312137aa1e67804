import type { ActionId, InputOf, Outcome, OutputOf } from 'anthropic-admin-connector';
import { createFakeConnector, exampleItemOf, success } from 'anthropic-admin-connector/testing';
import type { Calls } from '../host.js';

/** A wrapper of this host keeps the types of each action, and a test of this host replaces the connector. */
export const wrapper: Calls = async ({ context }) => {
  const fake = createFakeConnector({ users_list: success([exampleItemOf('users_list')]) });
  const run = <Id extends ActionId>(id: Id, input: InputOf<Id>): Promise<Outcome<OutputOf<Id>>> =>
    fake.invoke(id, input, context);
  const page = await run('users_list', { limit: 5 });
  const emails: string[] = [];
  for await (const { email } of fake.items('users_list', {}, context)) emails.push(email);
  // @ts-expect-error an action that does not exist
  const unknown = await run('users_lst', {});
  // @ts-expect-error a field that the action does not have
  const invalid = await run('users_list', { limits: 5 });
  return {
    listed: page.ok && page.data.data.map(({ email }) => email),
    emails,
    refused: [unknown, invalid].map((outcome) => (outcome.ok ? 'ok' : outcome.error.code)),
    calls: fake.calls.length,
  };
};
