import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../src/actions/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { jsonSchemaOf } from '../../src/connector/json-schema.js';
import { outputSchemaOf } from '../../src/connector/output-schema.js';
import { createAjv } from '../support/ajv.js';
import { arbitraryInput } from '../support/arbitrary-input.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { brokenCopies } from '../support/broken-copies.js';

const CASES = 200;
const all = (ACTIONS as readonly Action[]).map((action) => [action.id, action] as const);

/** What may come of valid input that names objects at random. */
const FAIR = new Set(['limited_operation', 'not_found', 'credential_forbidden', 'conflict', 'rate_limited']);

describe('generated input', () => {
  let booted: Simulated;
  beforeAll(async () => {
    booted = await bootSimulated({ maxRetries: 0 });
  });
  afterAll(() => booted.close());

  it.each(all)(
    'of %s that is valid never fails by our fault, and its answers fit their schema',
    async (id, action) => {
      const schema = jsonSchemaOf(action.input) as Record<string, unknown>;
      const fits = 'output' in action ? createAjv().compile(outputSchemaOf(action.output)) : () => true;

      await fc.assert(
        fc.asyncProperty(arbitraryInput(schema), async (input) => {
          const outcome = await booted.connector.invoke(id, input, CONTEXT);

          if (!outcome.ok)
            return FAIR.has(outcome.error.code) || Promise.reject(new Error(JSON.stringify(outcome.error)));
          return (
            fits(outcome.data) ||
            Promise.reject(new Error(JSON.stringify((fits as { errors?: unknown }).errors)))
          );
        }),
        { numRuns: CASES },
      );
    },
  );

  it.each(all.filter(([, action]) => !('limitation' in action)))(
    'of %s that is not valid never reaches the network',
    async (id, action) => {
      const schema = jsonSchemaOf(action.input) as Record<string, unknown>;
      const validate = createAjv().compile(schema);
      const asked = booted.log().length;
      const broken = arbitraryInput(schema)
        .chain((input) => fc.constantFrom(...brokenCopies(input, schema)))
        .filter((copy) => !validate(copy));

      await fc.assert(
        fc.asyncProperty(broken, async (input) => {
          const outcome = await booted.connector.invoke(id, input, CONTEXT);

          return !outcome.ok && ['invalid_input', 'limited_operation'].includes(outcome.error.code);
        }),
        { numRuns: CASES },
      );
      expect(isDeepStrictEqual(booted.log().length, asked)).toBe(true);
    },
  );
});
