/** What `npm start` prints: the link to the portal first. */
export const started = ({ portal, key, second }) => `
  ${portal}

${LINK}
Admin key to save there: ${key}
${policiesOf(second)}
${stepsBy('npm run -s next-steps')}
`;

/** What `npm run start:live` prints. */
export const startedLive = ({ portal, platform, api }) => `
  ${portal}

${LINK}
The platform runs on ${platform} and sends requests to ${api}: changes are real.
${stepsBy('npm run -s next-steps -- --live')}
`;

/* Two persons approve what one alone may not do; each needs a browser profile of their own. */
const policiesOf = (second) =>
  second === undefined
    ? 'Policies are watched: they refuse nothing. `npm start -- --governed` puts them in force.'
    : `Policies are in force. To approve as a second person, in another browser profile:\n  ${second}`;

const LINK = 'The link works once, for 15 minutes; `npm run -s sign-in-link` prints another.';
const stepsBy = (command) => `\`${command}\` prints curl commands with a token. Ctrl-C stops everything.`;

/** What `npm run next-steps` prints: a token, and commands that work as they are printed. */
export const nextSteps = ({ platform, simulator, key, token, apiKeyId, second }) => `\
The platform runs on ${platform}, the simulated Admin API on ${simulator}.

${tokenOf(token)}

1. Save the Admin key of the demo:
${curl(platform, token, 'PUT', '/connections/default', { api_key: key })}

2. List the members of the organization:
${listMembers(platform, token)}

3. Delete an API key, which the Admin API does not offer, and get the alternative:
${curl(platform, token, 'POST', '/actions/api_keys_delete/invoke', { connection: 'default', input: { api_key_id: apiKeyId } })}

A second person, who approves what the first one asks for, signs in by this link, in another browser profile:
${second}
`;

/** What `npm run next-steps -- --live` prints. */
export const nextStepsLive = ({ platform, token }) => `\
The platform runs on ${platform}.

${tokenOf(token)}

1. Save your Admin key, without leaving it in the history of the shell:
read -rs ADMIN_KEY && export ADMIN_KEY
jq -n '{api_key: env.ADMIN_KEY}' | ${request(platform, token, 'PUT', '/connections/default')} --data-binary @-

2. List the members of your organization:
${listMembers(platform, token)}
`;

const tokenOf = (token) => `\
Token of the tenant "acme" (\`npm run -s token -- --tenant acme\` prints another):
${token}`;

const listMembers = (platform, token) =>
  curl(platform, token, 'POST', '/actions/users_list/invoke', { connection: 'default', input: { limit: 5 } });

const curl = (platform, token, method, path, body) =>
  `${request(platform, token, method, path)} -d '${JSON.stringify(body)}'`;

const request = (platform, token, method, path) =>
  [
    `curl -sS -X ${method} ${platform}/v1/connectors/anthropic${path}`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
  ].join(' ');
