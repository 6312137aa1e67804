import type { Schema } from '../schema/schema.js';

const text = (description: string): Schema => ({ type: 'string', description });

/** The error of the Admin API, in which the drop-in paths answer everything that fails. */
export const API_ERROR: Schema = {
  type: 'object',
  properties: {
    type: { type: 'string', enum: ['error'] },
    error: {
      type: 'object',
      properties: {
        type: text('Kind of the error, such as invalid_request_error or rate_limit_error.'),
        message: text('What is wrong, and what to do about it.'),
        details: {
          type: 'object',
          properties: {
            error_code: text(
              'More about the kind; connector_… where the API does not offer what was asked for.',
            ),
          },
        },
      },
      required: ['type', 'message'],
    },
    request_id: { type: ['string', 'null'], description: 'Id of the request, for the log.' },
  },
  required: ['type', 'error'],
};

/** The problem (RFC 9457) that the platform's own routes answer with. */
export const PROBLEM: Schema = {
  type: 'object',
  properties: {
    type: text('URN of the kind of problem.'),
    title: text('The kind in words.'),
    status: { type: 'integer', description: 'HTTP status.' },
    detail: text('What is wrong with this request.'),
    instance: text('URN of this request.'),
    code: text('Code to act on, such as invalid_input or rate_limited.'),
    error: { type: 'object', description: 'The error of the outcome: code, message, fix, retry, issues.' },
    meta: { type: 'object', description: 'How the invocation went: requestId, attempts, durationMs.' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'error', 'meta'],
};
