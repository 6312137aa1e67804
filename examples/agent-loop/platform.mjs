/* A client of the platform for agents: lists the tools and runs one. */
const { PLATFORM_URL = 'http://127.0.0.1:3000', PLATFORM_TOKEN } = process.env;
const CONNECTOR = `${PLATFORM_URL}/v1/connectors/anthropic`;
const PREFIX = 'anthropic_';

/** The tools in the format of the Messages API. @throws Error if the platform does not return them */
export async function exportedTools() {
  const response = await ask('/exports/tools.anthropic.json');
  if (!response.ok) throw new Error(`The platform returned no tools: ${await response.text()}`);
  return response.json();
}

/** Runs a tool; errors are returned as text for the model. */
export async function runTool(name, input, callId) {
  const response = await ask(`/actions/${name.slice(PREFIX.length)}/invoke`, {
    method: 'POST',
    // The id of the call: if it is sent again after a broken connection, it runs only once.
    headers: { 'content-type': 'application/json', 'idempotency-key': callId },
    body: JSON.stringify({ input }),
  });
  const body = await response.json();
  return response.ok
    ? { text: JSON.stringify(body.data), failed: false }
    : { text: errorText(body), failed: true };
}

function errorText({ detail, error: { fix, limitation, retry } }) {
  const { alternative } = limitation ?? {};
  return [
    detail,
    fix,
    alternative &&
      `Call ${PREFIX}${alternative.actionId} with ${JSON.stringify(alternative.input)} to do this.`,
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
