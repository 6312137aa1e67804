/* The compared clients; each call reads the page of members after the nth. */
/** A key that is not valid anywhere. */
export const KEY = 'sk-ant-admin01-bench-key-that-exists-nowhere-000000';
const HEADERS = { 'x-api-key': KEY, 'anthropic-version': '2023-06-01' };
const path = (nth) => `/v1/organizations/users?limit=20&after_id=user_${nth}`;

/** name -> (url) => (nth) => Promise of the parsed response */
export const CLIENTS = {
  'undici.request on a Pool': async (url) => {
    const { Pool } = await import('undici');
    const pool = new Pool(url, { connections: 64 });
    return async (nth) =>
      (await pool.request({ method: 'GET', path: path(nth), headers: HEADERS })).body.json();
  },

  'axios, keep-alive agent': async (url) => {
    const { default: axios } = await import('axios');
    const { Agent } = await import('node:http');
    const http = axios.create({
      baseURL: url,
      headers: HEADERS,
      httpAgent: new Agent({ keepAlive: true, maxSockets: 64 }),
    });
    return async (nth) => (await http.get(path(nth))).data;
  },

  'official SDK': async (url) => {
    const { default: Anthropic } = await import('@anthropic-ai/sdk');
    const client = new Anthropic({ apiKey: KEY, baseURL: url, maxRetries: 0 });
    return (nth) => client.organization.users.list({ limit: 20, after_id: `user_${nth}` });
  },

  'connector.invoke': async (url) => {
    const { AnthropicConnector } = await import('anthropic-admin-connector');
    const connector = new AnthropicConnector({
      baseUrl: url,
      requestsPerMinute: 1_000_000,
      connections: 64,
      switches: { isEnabled: () => true },
      policy: { decide: () => ({ effect: 'allow' }) },
      audit: { end: () => {} },
      onEvent: () => {},
    });
    const context = { tenantId: 'bench', actor: { id: 'bench' } };
    const saved = await connector.connections.save({
      tenantId: 'bench',
      name: 'default',
      apiKey: KEY,
      actor: 'bench',
    });
    if (saved.status !== 'saved') throw new Error(JSON.stringify(saved));
    return async (nth) => {
      const outcome = await connector.invoke('users_list', { limit: 20, after_id: `user_${nth}` }, context);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
      return outcome.data;
    };
  },
};
