import { isDeepStrictEqual } from 'node:util';

/**
 * What an outcome says wrongly, compared with the journal of the simulator.
 *
 * @param action the action, with its declared effect
 * @param outcome what the connector returned
 * @param entries the requests that it sent
 * @returns one sentence for each mistake
 */
export function mistakesIn(action, outcome, entries) {
  const writes = entries.filter(({ method, effect }) => method !== 'GET' || effect !== 'none');
  const happened = writes.filter(({ effect }) => effect !== 'none');
  const complete = happened.length > 0 && happened.every(({ effect }) => effect === 'done');
  if (outcome.ok) return successMistakes(action, happened, complete);
  const { effect, retry, next, message } = outcome.error;
  const { idempotent } = action.effect;
  const repeats = retry.resend === 'same_request' || retry.resend === 'after_wait';
  // The API itself asks for it, so it is the API that knows that it is safe.
  const asked = outcome.error.upstream?.shouldRetry === true;
  return [
    ...(effect === 'none' && happened.length > 0 ? ['it says that nothing was changed, but it was'] : []),
    ...(effect === 'done' && !complete ? ['it says that the change was made, but it was not'] : []),
    ...(effect === 'partial' && happened.length === 0
      ? ['it says that a part was changed, but nothing was']
      : []),
    ...(repeats && happened.length > 0 && !idempotent && !asked
      ? ['it says that it may be sent again, after it took effect']
      : []),
    ...(retry.allowed === repeats ? [] : [`retry.allowed is ${retry.allowed} with resend ${retry.resend}`]),
    ...(isRepeated(happened) ? ['it changed the same thing twice'] : []),
    ...(effect === 'unknown' && 'verify' in action && !next
      ? ['it names no read that shows what happened']
      : []),
    ...(/sent once/.test(message) && isRepeated(writes)
      ? ['it says that it was sent once, but it was sent more often']
      : []),
  ];
}

const successMistakes = ({ effect: { kind } }, happened, complete) => [
  ...(kind === 'read' && happened.length > 0 ? ['a read changed something'] : []),
  ...(kind !== 'read' && !complete ? ['it says that the change was made, but it was not'] : []),
];

/** Whether a request was sent more than once. */
const isRepeated = (requests) =>
  requests.some((one, at) => requests.slice(0, at).some((other) => isSame(one, other)));

const isSame = (a, b) => a.method === b.method && a.path === b.path && isDeepStrictEqual(a.body, b.body);
