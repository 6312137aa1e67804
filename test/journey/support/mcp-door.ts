import type { Connect } from '../../mcp/support/clients.js';
import type { Answered, Open } from './door.js';
import { toldOf } from './told-of.js';

/** How a failure tells a model the way around it. */
const INSTEAD = /^(?:To get there|Instead), call the tool (\w+) with the arguments (.*)\.$/m;

/** Calls the tools of actions with an official client that speaks a revision of the protocol. */
export const mcp =
  (revision: string, connect: Connect): Open =>
  async ({ origin, token }) => {
    const client = await connect(`${origin}/mcp`, { authorization: `Bearer ${token}` });
    if (client.revision !== revision)
      throw new Error(`The client speaks ${client.revision}, not ${revision}.`);
    const call = async (tool: string, input: object): Promise<Answered> => {
      const { outcome, text } = await client.call(tool, input);
      const [, name = '', args = ''] = INSTEAD.exec(text) ?? [];
      return {
        told: toldOf(outcome),
        instead: name === '' ? undefined : () => call(name, JSON.parse(args) as object),
      };
    };
    return {
      invoke: (actionId, input, key) =>
        call(`anthropic_${actionId}`, { ...input, ...(key === undefined ? {} : { idempotency_key: key }) }),
      close: () => client.close(),
    };
  };
