import type { ActionDescription } from 'anthropic-admin-connector';
import type { Schema } from '../schema/schema.js';
import type { RequestForm } from './request-form.js';

/** The request that runs an action without a route of its own: it is made of several, so the platform's route runs it. */
export const invokeForm = ({ inputSchema, example }: ActionDescription, path: string): RequestForm => ({
  method: 'post',
  path,
  parameters: [],
  body: {
    required: true,
    schema: {
      type: 'object',
      properties: { input: inputOf(inputSchema) },
      required: ['input'],
    },
    example: { input: example },
  },
});

const inputOf = ({ $schema: _, ...schema }: Schema): Schema => ({
  ...schema,
  description: 'The input of the action.',
});

/** The outcome that the platform's route answers with; the API's own answer is its `data`. */
export const outcomeOf = (data: Schema): Schema => ({
  type: 'object',
  properties: {
    ok: { type: 'boolean', description: 'True: failures are problems.' },
    actionId: { type: 'string', description: 'Id of the action.' },
    data,
    meta: { type: 'object', description: 'How the invocation went: requestId, attempts, durationMs.' },
  },
  required: ['ok', 'actionId', 'data', 'meta'],
});
