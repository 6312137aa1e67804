import type { JsonSchema } from '../../kit/catalog/json-schema.js';

const TEXT = { type: 'string' };

const ERROR = {
  type: 'object',
  description: 'Why it failed, where ok is false.',
  properties: {
    code: TEXT,
    message: TEXT,
    fix: TEXT,
    limitation: { type: 'object', description: 'What the API does not offer, and what to run instead.' },
    next: { type: 'object', description: 'The action that tells more or mends it.' },
  },
  required: ['code', 'message'],
};

const PAGE = {
  type: 'object',
  description: 'Of lists: whether there is more, and the arguments to add for it.',
  properties: { hasMore: { type: 'boolean' }, next: { type: ['object', 'null'] } },
  required: ['hasMore', 'next'],
};

const META = {
  type: 'object',
  properties: {
    requestId: TEXT,
    warnings: { type: 'array', items: TEXT },
    partial: { type: 'object', description: 'The list was cut: this is not all there is.' },
  },
  required: ['requestId'],
};

const UNDOCUMENTED = {
  description: 'A dry run, or an answer that is not as documented, which is delivered all the same.',
};

/** Returns the schema of an outcome; an action without a documented response has failures only. */
export function outcomeSchemaOf(answer: JsonSchema | undefined): JsonSchema & { type: 'object' } {
  const { $schema: _, $defs, ...documented } = answer ?? {};
  return {
    type: 'object',
    properties: {
      ok: { type: 'boolean' },
      actionId: TEXT,
      // Clients reject results that do not validate. A successful write must not look rejected because the API has
      // added a value, so the documented form is described but not required.
      ...(answer === undefined ? {} : { data: { anyOf: [documented, UNDOCUMENTED] } }),
      page: PAGE,
      error: ERROR,
      meta: META,
    },
    required: ['ok', 'actionId', 'meta'],
    ...($defs === undefined ? {} : { $defs }),
  };
}
