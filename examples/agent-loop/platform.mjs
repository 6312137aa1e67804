/* The platform as an agent needs it: the tools that there are, and a way to run one. */
const { PLATFORM_URL = 'http://127.0.0.1:3000', PLATFORM_TOKEN } = process.env;
const CONNECTOR = `${PLATFORM_URL}/v1/connectors/anthropic`;
const PREFIX = 'anthropic_';

/** The tools in the form of the Messages API. @throws Error where the platform does not give them. */
export async function exportedTools() {
  const response = await ask('/exports/tools.anthropic.json');
  if (!response.ok) throw new Error(`The platform gave no tools: ${await response.text()}`);
  return response.json();
}

/** Runs a tool; what goes wrong is told to the model, which may well know what to do. */
export async function runTool(name, input, callId) {
  const response = await ask(`/actions/${name.slice(PREFIX.length)}/invoke`, {
    method: 'POST',
    // The id of the call, so that a call which is sent again after a broken connection is made once.
    headers: { 'content-type': 'application/json', 'idempotency-key': callId },
    body: JSON.stringify({ input }),
  });
  const body = await response.json();
  return response.ok
    ? { text: JSON.stringify(body.data), failed: false }
    : { text: wordsOf(body), failed: true };
}

function wordsOf({ detail, error: { fix, limitation, retry } }) {
  const { alternative } = limitation ?? {};
  return [
    detail,
    fix,
    alternative &&
      `Call ${PREFIX}${alternative.actionId} with ${JSON.stringify(alternative.input)} to get there.`,
    retry?.afterMs && `Try again in ${Math.ceil(retry.afterMs / 1000)} seconds.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function ask(path, { headers, ...init } = {}) {
  return fetch(`${CONNECTOR}${path}`, {
    headers: { authorization: `Bearer ${PLATFORM_TOKEN}`, ...headers },
    ...init,
  });
}
