/** What to do next, with commands that work as they are printed. */
export const nextSteps = ({ platform, portal, simulator, key, token, apiKeyId }) => `
The platform answers on ${platform}, the simulated Admin API on ${simulator}.

Open the portal (the link works once, for 15 minutes; npm run -s sign-in-link makes another):
  ${portal}

Admin key of the demo, to paste there (it opens nothing but this simulator):
  ${key}

Or use the API. Token of the tenant "acme" (npm run -s token -- --tenant acme makes another):
  ${token}

1. Save the key:
${curl(platform, token, 'PUT', '/connections/default', { api_key: key })}

2. List the members of the organization:
${curl(platform, token, 'POST', '/actions/users_list/invoke', { connection: 'default', input: { limit: 5 } })}

3. Ask for what the Admin API does not offer, and get the way around it:
${curl(platform, token, 'POST', '/actions/api_keys_delete/invoke', { connection: 'default', input: { api_key_id: apiKeyId } })}

Ctrl-C ends all of it.
`;

/** What to do next against the real API. */
export const nextStepsLive = ({ platform, portal, api, token }) => `
The platform answers on ${platform} and talks to ${api}: what you change there is changed for good.

Open the portal (the link works once, for 15 minutes; npm run -s sign-in-link makes another), and save your Admin key there:
  ${portal}

Or use the API. Token of the tenant "acme" (npm run -s token -- --tenant acme makes another):
  ${token}

Save your Admin key, without leaving it in the history of the shell:
read -rs ADMIN_KEY && export ADMIN_KEY
jq -n '{api_key: env.ADMIN_KEY}' | curl -sS -X PUT ${platform}/v1/connectors/anthropic/connections/default -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' --data-binary @-

Then list the members of your organization:
${curl(platform, token, 'POST', '/actions/users_list/invoke', { connection: 'default', input: { limit: 5 } })}

Ctrl-C ends it.
`;

const curl = (platform, token, method, path, body) =>
  [
    `curl -sS -X ${method} ${platform}/v1/connectors/anthropic${path}`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' ');
