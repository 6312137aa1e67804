import fc, { type Arbitrary } from 'fast-check';
import { arbitraryCall } from './arbitrary-body.js';
import { oddBody, oddJson } from './odd-values.js';

const METHODS = [
  'initialize',
  'ping',
  'tools/list',
  'server/discover',
  'resources/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'notifications/initialized',
  'notifications/cancelled',
  'subscriptions/listen',
];

const REVISIONS = ['2026-07-28', '2025-11-25', '2025-03-26', '2024-11-05', '1999-01-01'];

/** What the current revision wants beside the parameters. */
const meta = fc.constantFrom(...REVISIONS).map((revision) => ({
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'fuzz', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}));

const call = arbitraryCall.map(({ actionId, input }) => ({
  name: `anthropic_${actionId}`,
  arguments: input,
}));

const request = fc.record(
  {
    jsonrpc: fc.oneof({ weight: 9, arbitrary: fc.constant('2.0') }, { weight: 1, arbitrary: oddJson }),
    id: fc.oneof({ weight: 4, arbitrary: fc.nat() }, { weight: 1, arbitrary: oddJson }),
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...METHODS) },
      { weight: 1, arbitrary: oddJson },
    ),
    params: fc.oneof(
      { weight: 2, arbitrary: fc.record({ _meta: meta }) },
      {
        weight: 1,
        arbitrary: fc.record({ protocolVersion: fc.constantFrom(...REVISIONS), capabilities: oddJson }),
      },
      { weight: 1, arbitrary: oddJson },
    ),
  },
  { requiredKeys: ['jsonrpc', 'method'] },
);

const toolCall = fc.record({
  jsonrpc: fc.constant('2.0'),
  id: fc.nat(),
  method: fc.constant('tools/call'),
  params: fc.oneof(
    { weight: 3, arbitrary: call },
    { weight: 2, arbitrary: fc.tuple(call, meta).map(([params, _meta]) => ({ ...params, _meta })) },
    { weight: 1, arbitrary: fc.record({ name: oddJson, arguments: oddJson, _meta: oddJson }) },
  ),
});

const message = fc.oneof({ weight: 3, arbitrary: toolCall }, { weight: 2, arbitrary: request });

/** Bodies for the MCP endpoint: one message or several, right or wrong, and what is no message at all. */
export const arbitraryMessage: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: message.map((body) => JSON.stringify(body)) },
  { weight: 2, arbitrary: fc.array(message, { maxLength: 4 }).map((body) => JSON.stringify(body)) },
  { weight: 1, arbitrary: oddJson.map((body) => JSON.stringify(body)) },
  { weight: 1, arbitrary: oddBody },
);
