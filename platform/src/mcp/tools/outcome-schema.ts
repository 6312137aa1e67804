import type { JsonSchema } from 'anthropic-admin-connector';

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

/** The schema of an outcome whose data is as documented; without a documented answer there is nothing but failures. */
export function outcomeSchemaOf(answer: JsonSchema | undefined): JsonSchema & { type: 'object' } {
  const { $schema: _, $defs, ...documented } = answer ?? {};
  return {
    type: 'object',
    properties: {
      ok: { type: 'boolean' },
      actionId: TEXT,
      // Clients refuse what does not validate. A write that took effect must never look refused because the API
      // has grown a value, so that the documented form is described and not demanded.
      ...(answer === undefined ? {} : { data: { anyOf: [documented, UNDOCUMENTED] } }),
      page: PAGE,
      error: ERROR,
      meta: META,
    },
    required: ['ok', 'actionId', 'meta'],
    ...($defs === undefined ? {} : { $defs }),
  };
}
