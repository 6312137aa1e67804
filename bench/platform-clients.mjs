/* Clients of the platform's REST, drop-in and MCP endpoints; each call reads the page of members after the nth. */
import { Pool } from 'undici';

const REVISION = '2026-07-28';
const META = {
  'io.modelcontextprotocol/protocolVersion': REVISION,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const page = (nth) => ({ limit: 20, after_id: `user_${nth}` });

/** Sends requests over one pool and parses the responses. @throws Error unless the status is 200 */
function senderTo(url, headers) {
  const pool = new Pool(url, { connections: 64 });
  return async (method, path, body) => {
    const { statusCode, body: answer } = await pool.request({
      method,
      path,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (statusCode !== 200) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
    return JSON.parse(text);
  };
}

/** name -> (url and token of the platform) => (nth) => Promise of the API's response */
export const PLATFORM_CLIENTS = {
  'platform, REST': ({ url, token }) => {
    const send = senderTo(url, { authorization: `Bearer ${token}` });
    const path = '/v1/connectors/anthropic/actions/users_list/invoke';
    return async (nth) => (await send('POST', path, { input: page(nth) })).data;
  },

  'platform, drop-in': ({ url, token }) => {
    const send = senderTo(url, { 'x-api-key': token });
    const path = '/v1/connectors/anthropic/api/v1/organizations/users';
    return (nth) => send('GET', `${path}?limit=20&after_id=user_${nth}`);
  },

  'platform, MCP': ({ url, token }) => {
    const name = 'anthropic_users_list';
    const send = senderTo(url, {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': REVISION,
      'mcp-method': 'tools/call',
      'mcp-name': name,
    });
    return async (nth) => {
      const params = { name, arguments: page(nth), _meta: META };
      const { result } = await send('POST', '/mcp', {
        jsonrpc: '2.0',
        id: nth,
        method: 'tools/call',
        params,
      });
      return result.structuredContent.data;
    };
  },
};
