const JSON_TYPE = 'application/json';

/** A fault before the request takes effect, and the same one after it. */
const both = (title, fault) => [
  [`${title}, before`, fault],
  [`${title}, after`, { ...fault, applies: true }],
];

/** What a network, a proxy or the API itself may do to a request, as faults of the simulator. */
export const FAULTS = Object.fromEntries([
  ...[400, 401, 403, 404, 409, 413].map((status) => [`refused with ${status}`, { kind: 'status', status }]),
  ['refused with 429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ['refused with 429 without a hint', { kind: 'status', status: 429 }],
  ...[408, 500, 529].flatMap((status) => both(`a ${status}`, { kind: 'status', status })),
  ...both('a reset', { kind: 'reset' }),
  ['a reset within the response', { kind: 'reset_mid_body' }],
  ...both('a timeout', { kind: 'timeout' }),
  ['a truncated response', { kind: 'truncated' }],
  ['an empty response', { kind: 'empty_body', applies: true }],
  ...both('an empty 502', { kind: 'empty_body', status: 502 }),
  ['a 204', { kind: 'no_content', applies: true }],
  ...[200, 403, 502].flatMap((status) => both(`HTML with ${status}`, { kind: 'html', status })),
  ...[200, 401, 403, 404, 407, 502].flatMap((status) =>
    both(`a page of a proxy with ${status}`, { kind: 'edge_page', status }),
  ),
  ...[200, 403, 404, 502].flatMap((status) =>
    both(`JSON of a gateway with ${status}`, { kind: 'foreign_json', status }),
  ),
  ...both('half a JSON', { kind: 'raw_body', text: '{"id":', content_type: JSON_TYPE }),
  ...both('a list in place of an object', { kind: 'raw_body', text: '[', content_type: JSON_TYPE }),
  ['a redirect', { kind: 'redirect', location: 'https://elsewhere.example' }],
  ['a response without its ids', { kind: 'headers', remove: ['request-id', 'anthropic-organization-id'] }],
  ['doubled headers', { kind: 'doubled_headers' }],
  ['an unasked 103', { kind: 'informational', status: 103 }],
]);
