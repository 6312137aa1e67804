import type { Action } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { compiled, inputSchema } from '../support/catalog.js';

const actions = ACTIONS as readonly Action[];
const fieldsOf = (schema: object): string[] =>
  Object.keys((schema as { properties?: object }).properties ?? {}).sort();

/** What an answer calls something that is shown once. */
const SECRET = /secret|password|private_key/;

describe('secrets', () => {
  it('are marked on each action that answers with one, and on no other', () => {
    const named = actions.map((action) => [
      action.id,
      'output' in action
        ? fieldsOf(compiled(action.id).outputSchema!).filter((field) => SECRET.test(field))
        : [],
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
      marked.filter(({ id, secretInput }) => !fieldsOf(inputSchema(id)).includes(secretInput![0]!)),
    ).toEqual([]);
  });
});
