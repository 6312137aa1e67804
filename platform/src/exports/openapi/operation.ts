import type { ActionDescription } from 'anthropic-admin-connector';
import { actionText, defined, splitNullable, type Schema } from 'anthropic-admin-connector/tools';
import { without } from '../schema/references.js';
import type { Dialect } from './dialects.js';
import type { BodyForm, ParameterForm, RequestForm } from './request-form.js';

/** Maximum length that importers accept. */
const DESCRIPTION_MAX_LENGTH = 2000;

/** Describes an action as an operation. */
export function operationOf(
  action: ActionDescription,
  { parameters, body, responder }: RequestForm,
  dialect: Dialect,
): object {
  const { id, title, effect, beta } = action;
  return defined({
    operationId: id,
    summary: title,
    description: actionText(action, DESCRIPTION_MAX_LENGTH),
    tags: [groupOf(action)],
    parameters: parameters.length > 0 ? parameters.map((one) => parameterOf(one, dialect)) : undefined,
    requestBody: body && requestBodyOf(action, body, dialect),
    responses: responsesOf(dialect.answer(action), responder, dialect),
    'x-effect': effect,
    'x-beta': beta ? true : undefined,
  });
}

/** Names the resource of an action, as the contract does. */
export const groupOf = ({ id, operation }: ActionDescription): string =>
  (operation ?? id.replace(/_[^_]+$/, '.')).replace(/\.[^.]*$/, '');

function parameterOf({ name, schema, example, ...rest }: ParameterForm, dialect: Dialect): object {
  const { description } = schema;
  // A URL cannot express null; where the API accepts it, it means the same as omitting the field.
  // Only the values of the action's example agree with one another, and importers send whatever has an example.
  const { schema: given } = splitNullable(without(schema, ['description', 'examples']));
  const isList = given.type === 'array';
  return defined({
    name: isList ? dialect.listName(name) : name,
    ...rest,
    description,
    ...(isList ? { style: 'form', explode: true } : {}),
    schema: dialect.schema(given),
    example,
  });
}

const requestBodyOf = (
  action: ActionDescription,
  { required, schema, example }: BodyForm,
  dialect: Dialect,
): object => ({
  required,
  content: { 'application/json': { schema: dialect.body(action, schema), example } },
});

function responsesOf(answer: Schema, responder: RequestForm['responder'], dialect: Dialect): object {
  const invoked = responder === 'invoke';
  return {
    200: {
      description: invoked ? 'What the action did.' : 'The answer of the API.',
      content: { 'application/json': { schema: invoked ? outcomeOf(answer) : answer } },
    },
    default: {
      description: 'Why it failed, and what to do about it.',
      ...failureContent(responder, dialect),
    },
  };
}

/** The error format of an API without a drop-in endpoint is not known. */
function failureContent(responder: RequestForm['responder'], dialect: Dialect): object {
  switch (responder) {
    case 'api':
      return {};
    case 'drop-in':
      return { content: { 'application/json': { schema: dialect.shared('ApiError', API_ERROR) } } };
    case 'invoke':
      return { content: { 'application/problem+json': { schema: dialect.shared('Problem', PROBLEM) } } };
  }
}

/** The outcome that the platform's route responds with; the API's own response is its `data`. */
const outcomeOf = (data: Schema): Schema => ({
  type: 'object',
  properties: {
    ok: { type: 'boolean', description: 'True: failures are problems.' },
    actionId: { type: 'string', description: 'Id of the action.' },
    data,
    meta: { type: 'object', description: 'How the invocation went: requestId, attempts, durationMs.' },
  },
  required: ['ok', 'actionId', 'data', 'meta'],
});

const text = (description: string): Schema => ({ type: 'string', description });

/** The error format of the Admin API, which the drop-in endpoint uses for every failure. */
const API_ERROR: Schema = {
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

/** The problem (RFC 9457) that the platform's own routes respond with. */
const PROBLEM: Schema = {
  type: 'object',
  properties: {
    type: text('URN of the kind of problem.'),
    title: text('The kind in words.'),
    status: { type: 'integer', description: 'HTTP status.' },
    detail: text('What is wrong with this request.'),
    instance: text('URN of this request.'),
    code: text('Code to act on, such as invalid_input or rate_limited.'),
    error: {
      type: 'object',
      description: 'The error of the outcome: code, message, fix, effect, retry, issues.',
    },
    meta: { type: 'object', description: 'How the invocation went: requestId, attempts, durationMs.' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'error', 'meta'],
};
