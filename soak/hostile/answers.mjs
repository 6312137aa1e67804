import { FAULTS } from '../effects/faults.mjs';

const MB = 1024 * 1024;
const JSON_TYPE = 'application/json';
const deep = (levels) => `${'{"data":['.repeat(levels)}${']}'.repeat(levels)}`;

const ECHOES = ['header', 'request_id', 'organization_id', 'id', 'name', 'field'].flatMap((where) =>
  ['whole', 'secret', 'base64', 'split'].map((part) => ({ kind: 'echoed_key', in: where, part })),
);

/** What the hostile API answers, as faults of the simulator, by kind. One kind is chosen, then one of its faults. */
export const HOSTILE_ANSWERS = {
  'what a network and a gateway do': Object.values(FAULTS).filter(
    ({ kind, status }) =>
      // A key that the API refuses is not used again, and nothing more would be sent.
      kind !== 'timeout' && status !== 401 && status !== 403,
  ),
  'a key in the answer': ECHOES,
  'slow answers and stalls': [
    { kind: 'slow', delay_ms: 3_000 },
    { kind: 'slow', delay_ms: 10_000 },
    { kind: 'timeout', after_ms: 5_000 },
    { kind: 'timeout', after_ms: 5_000, applies: true },
  ],
  'cut answers': [
    { kind: 'reset_mid_body' },
    { kind: 'truncated' },
    { kind: 'cut_page', form: 'same_cursor' },
  ],
  '35 MB': [{ kind: 'huge', bytes: 35 * MB }],
  'deep JSON': [
    { kind: 'raw_body', text: deep(50_000), content_type: JSON_TYPE },
    { kind: 'raw_body', text: deep(30), content_type: JSON_TYPE },
    { kind: 'raw_body', text: '[1', content_type: JSON_TYPE },
    { kind: 'raw_body', text: '{"__proto__":{"data":[]},"constructor":1}', content_type: JSON_TYPE },
  ],
  'unasked answers': [100, 102, 103].map((status) => ({ kind: 'informational', status })),
  'huge headers': [4_000, 15_000, 60_000].map((size) => ({
    kind: 'headers',
    set: { 'x-large': 'h'.repeat(size), 'request-id': 'r'.repeat(2_000) },
  })),
  'odd pages': ['null_cursor', 'missing_cursor', 'empty_cursor', 'not_a_list', 'no_list'].map((form) => ({
    kind: 'cut_page',
    form,
  })),
};
