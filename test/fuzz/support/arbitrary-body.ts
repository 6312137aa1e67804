import fc, { type Arbitrary } from 'fast-check';
import type { Action } from '../../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../../src/actions/index.js';
import { arbitraryInput } from '../../support/arbitrary-input.js';
import { brokenCopies } from '../../support/broken-copies.js';
import { oddBody, oddJson } from './odd-values.js';
import { inputSchema } from '../../support/catalog.js';

type Input = Record<string, unknown>;

/** An action with an input of its own, valid or with something wrong in it. */
export interface ArbitraryCall {
  readonly actionId: string;
  readonly input: Input;
}

/** Calls of one action. Made once: patterns take long to become arbitraries. */
const callOf = (action: Action): Arbitrary<ArbitraryCall> => {
  const schema = inputSchema(action.id) as Input;
  const valid = arbitraryInput(schema);
  const input = fc.oneof(
    { weight: 3, arbitrary: valid },
    { weight: 1, arbitrary: fc.constant(action.example as Input) },
    { weight: 2, arbitrary: valid.chain((value) => fc.constantFrom(...brokenCopies(value, schema))) },
  );
  return input.map((value) => ({ actionId: action.id, input: value }));
};

/** Calls of every action. */
export const arbitraryCall: Arbitrary<ArbitraryCall> = fc.oneof(
  ...(ACTIONS as readonly Action[]).map(callOf),
);

/** Fields that bodies of the platform's own routes have, with values of all kinds. */
const fields: Arbitrary<Input> = fc.record(
  {
    input: fc.oneof(
      arbitraryCall.map(({ input }) => input),
      oddJson,
    ),
    connection: fc.oneof(fc.constantFrom('default', 'none', ''), oddJson),
    dry_run: fc.oneof(fc.boolean(), oddJson),
    all: fc.oneof(fc.boolean(), oddJson),
    max_pages: fc.oneof(fc.integer(), oddJson),
    api_key: oddJson,
    enabled: fc.oneof(fc.boolean(), oddJson),
    read_only: oddJson,
    off: oddJson,
    code: oddJson,
  },
  { requiredKeys: [] },
);

/** Bodies of REST: fields that mean something, anything else that is JSON, and what is none. */
export const arbitraryBody: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: arbitraryCall.map(({ input }) => JSON.stringify({ input })) },
  { weight: 3, arbitrary: fields.map((body) => JSON.stringify(body)) },
  { weight: 1, arbitrary: oddJson.map((body) => JSON.stringify(body)) },
  { weight: 2, arbitrary: oddBody },
);
