import type { ActionDescription } from 'anthropic-admin-connector';
import { actionText } from '../action-text.js';
import { defined, without } from '../schema/defined.js';
import { nullApart } from '../schema/null-apart.js';
import type { Dialect } from './dialect.js';
import { API_ERROR, PROBLEM } from './failures.js';
import { outcomeOf } from './invoke-form.js';
import type { BodyForm, ParameterForm, RequestForm } from './request-form.js';

/** The longest description that importers take. */
const DESCRIPTION_MAX_LENGTH = 2000;

/** Writes what an action is as an operation. */
export function operationOf(
  action: ActionDescription,
  { parameters, body }: RequestForm,
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
    responses: responsesOf(action, dialect),
    'x-effect': effect,
    'x-beta': beta ? true : undefined,
  });
}

/** The resource that an action is about, as the contract names it. */
export const groupOf = ({ id, operation }: ActionDescription): string =>
  (operation ?? id.replace(/_[^_]+$/, '.')).replace(/\.[^.]*$/, '');

function parameterOf({ name, schema, example, ...rest }: ParameterForm, dialect: Dialect): object {
  const { description } = schema;
  // Null cannot be written in a URL; where the API takes it, it means that the field is left out.
  const { schema: given } = nullApart(without(schema, ['description']));
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

function responsesOf(action: ActionDescription, dialect: Dialect): object {
  const answer = dialect.answer(action);
  const ofOurs = action.route === undefined;
  const failure = ofOurs ? dialect.shared('Problem', PROBLEM) : dialect.shared('ApiError', API_ERROR);
  return {
    200: {
      description: ofOurs ? 'What the action did.' : 'The answer of the API.',
      content: { 'application/json': { schema: ofOurs ? outcomeOf(answer) : answer } },
    },
    default: {
      description: 'Why it failed, and what to do about it.',
      content: { [ofOurs ? 'application/problem+json' : 'application/json']: { schema: failure } },
    },
  };
}
