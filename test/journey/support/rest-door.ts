import type { Outcome } from 'anthropic-admin-connector';
import type { Answered, Open } from './door.js';
import { toldOf } from './told-of.js';

/** Invokes actions over REST. */
export const rest: Open = async ({ origin, token }) => {
  const invoke = async (actionId: string, input: object, key?: string): Promise<Answered> => {
    const response = await fetch(`${origin}/v1/connectors/anthropic/actions/${actionId}/invoke`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify({ input }),
    });
    const outcome = { ok: response.ok, ...((await response.json()) as object) } as Outcome;
    const instead = outcome.ok ? undefined : outcome.error.limitation?.alternative;
    return {
      told: toldOf(outcome),
      instead: instead && (() => invoke(instead.actionId, instead.input)),
    };
  };
  return { invoke, close: async () => {} };
};
