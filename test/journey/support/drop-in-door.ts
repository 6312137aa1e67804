import { ACTIONS, ERROR_CODES, type Action } from 'anthropic-admin-connector';
import { asRequest } from '../../drop-in/support/as-request.js';
import type { Answer, Asked } from '../../simulator/support/ask.js';
import type { Answered, Open, Told } from './door.js';

/** Sends the API's own requests. */
export const dropIn: Open = async ({ ask }) => {
  const send = async (method: string, path: string, asked: Asked): Promise<Answered> => {
    const answer = await ask(method, path, asked);
    const instead = answer.body.error?.details?.alternative;
    return { told: toldIn(answer), instead: instead && (() => send(instead.method, instead.path, instead)) };
  };
  return {
    invoke: (actionId, input, key) => {
      const [method, path, asked] = asRequest(requestOf(actionId), input);
      return send(method, path, { ...asked, headers: { 'idempotency-key': key } });
    },
    close: async () => {},
  };
};

function requestOf(actionId: string): string {
  const action = (ACTIONS as readonly Action[]).find(({ id }) => id === actionId);
  if (action && 'route' in action) return action.route;
  if (action && 'askedAs' in action) return action.askedAs;
  throw new Error(`No request of the API stands for ${actionId}.`);
}

/** The code of an answer that says no more than its kind: it comes from the API itself. */
const PASSED_ON: Readonly<Record<string, string>> = { not_found_error: 'not_found' };

function toldIn({ status, headers, body }: Answer): Told {
  if (status === 200)
    return { ok: true, data: body, replayed: headers.get('idempotent-replayed') === 'true' };
  const { type, details = {} } = body.error;
  const name = (details.error_code as string | undefined)?.replace('connector_', '');
  const code = name ?? PASSED_ON[type as string] ?? `unexpected ${status} ${type}`;
  const limited = !(code in ERROR_CODES);
  const issues = ((details.issues ?? []) as { path: string }[]).map(({ path }) => path);
  return {
    ok: false,
    code: limited ? 'limited_operation' : code,
    limitation: limited ? code : undefined,
    issues,
  };
}
