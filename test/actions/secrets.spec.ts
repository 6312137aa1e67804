import type { Action } from '../../src/actions/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { jsonSchemaOf } from '../../src/connector/json-schema.js';
import { outputSchemaOf } from '../../src/connector/output-schema.js';

const actions = ACTIONS as readonly Action[];
const fieldsOf = (schema: object): string[] =>
  Object.keys((schema as { properties?: object }).properties ?? {}).sort();

/** What an answer calls something that is shown once. */
const SECRET = /secret|password|private_key/;

describe('secrets', () => {
  it('are marked on each action that answers with one, and on no other', () => {
    const named = actions.map((action) => [
      action.id,
      'output' in action ? fieldsOf(outputSchemaOf(action.output)).filter((field) => SECRET.test(field)) : [],
    ]);
    const marked = actions.map((action) => [
      action.id,
      ('secretOutput' in action && action.secretOutput) || [],
    ]);

    expect(marked).toEqual(named);
    expect(marked.filter(([, fields]) => fields!.length > 0)).toEqual([
      ['webhooks_create', ['signing_secret']],
      ['webhooks_regenerate_signing_secret', ['signing_secret']],
    ]);
  });

  it('in an input are fields of it', () => {
    const marked = actions.filter(({ secretInput = [] }) => secretInput.length > 0);

    expect(marked.map(({ id, secretInput }) => [id, secretInput])).toEqual([
      ['telemetry_destinations_create', ['headers']],
      ['telemetry_destinations_update', ['headers']],
    ]);
    expect(
      marked.filter(({ input, secretInput }) => !fieldsOf(jsonSchemaOf(input)).includes(secretInput![0]!)),
    ).toEqual([]);
  });
});
