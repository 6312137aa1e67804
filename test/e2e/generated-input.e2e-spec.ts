import fc from 'fast-check';
import { ENTERPRISE_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { Action } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import type { OutcomeError } from '../../src/kit/engine/outcome.js';
import { createAjv } from '../support/ajv.js';
import { arbitraryInput } from '../support/arbitrary-input.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { brokenCopies } from '../support/broken-copies.js';
import { compiled, inputSchema } from '../support/catalog.js';

const CASES = 100;
/** Of an action that reads whole reports in each case. */
const CASES_OF_MANY_READS = 25;
/** One for all schemas: each would compile the schema of schemas anew. */
const ajv = createAjv();
const all = (ACTIONS as readonly Action[]).map((action) => [action.id, action] as const);

/** What may come of an input that is valid field by field and names objects at random. */
const FAIR = new Set(['limited_operation', 'not_found', 'credential_forbidden', 'conflict', 'rate_limited']);

/** Families that only a Claude Enterprise organization has in full. */
const ENTERPRISE = /^(spend_limit|effective_)/;

/** The list that shows the ids a field takes. */
const LISTS = {
  user_id: 'users_list',
  workspace_id: 'workspaces_list',
  api_key_id: 'api_keys_list',
  invite_id: 'invites_list',
  external_key_id: 'external_keys_list',
  destination_id: 'telemetry_destinations_list',
  webhook_endpoint_id: 'webhooks_list',
  spend_limit_id: 'spend_limits_list',
  spend_limit_increase_request_id: 'spend_limit_increase_requests_list',
  rate_limit_id: 'rate_limits_list',
} as const;

/** Refusals that name a field, and yet depend on the kind of the organization or on what is there. */
const BY_WHAT_IS_THERE = [
  /available only to (console|enterprise) organizations/,
  /does not apply to (a |an )?(console|enterprise) organization/,
  /is not available to (console|enterprise) organizations/,
  /enterprise organizations support user limits/,
  /workspace \S+ does not exist or is archived/,
  /cannot be changed while a workspace uses the key/,
  /must have the host and port of endpoint_url/,
  /must be one of the allowed_inference_geos/,
];

/** A refusal that depends on what is there, not on the shape of the input. */
const byState = ({ code, upstream: { code: known, message = '' } = {} }: OutcomeError): boolean =>
  code === 'upstream_invalid_request' &&
  (known !== undefined ||
    !/^[\w.[\]]+: /.test(message) ||
    BY_WHAT_IS_THERE.some((words) => words.test(message)));

/** A refusal of ours by a rule over two fields, which no schema of one field can tell. */
const byRule = ({ code, issues = [] }: OutcomeError): boolean =>
  code === 'invalid_input' && issues.every(({ rule }) => rule === 'rule' || rule === 'notTogetherWith');

describe('generated input', () => {
  let booted: Record<'console' | 'enterprise', Simulated>;
  beforeAll(async () => {
    booted = {
      console: await bootSimulated({ maxRetries: 0 }),
      enterprise: await bootSimulated({ maxRetries: 0 }, {}, ENTERPRISE_ADMIN_KEY),
    };
  });
  afterAll(() => Promise.all([booted.console.close(), booted.enterprise.close()]));

  /** The ids that are there when the test begins, by the field that takes them. */
  let known: Record<string, string[]>;
  beforeAll(async () => {
    const idsOf = async ({ connector }: Simulated, list: string): Promise<string[]> => {
      const outcome = await connector.invokeById(list, {}, CONTEXT);
      return outcome.ok
        ? (outcome.data as { data: { id?: string }[] }).data.flatMap(({ id }) => id ?? [])
        : [];
    };
    const found = Object.entries(LISTS).map(
      async ([field, list]) => [field, await idsOf(bootedFor(list), list)] as const,
    );
    known = Object.fromEntries(await Promise.all(found));
  });

  /** Inputs of which every other one names objects that exist. */
  const arbitraryOf = (schema: Record<string, unknown>) =>
    fc.tuple(arbitraryInput(schema), fc.nat()).map(([input, nth]) =>
      nth % 2 === 0
        ? input
        : Object.fromEntries(
            Object.entries(input).map(([field, value]) => {
              const ids = typeof value === 'string' ? (known[field] ?? []) : [];
              return [field, ids.length === 0 ? value : ids[nth % ids.length]];
            }),
          ),
    );

  const bootedFor = (id: string): Simulated => booted[ENTERPRISE.test(id) ? 'enterprise' : 'console'];

  it.each(all)(
    'of %s that is valid never fails by our fault, and its answers fit their schema',
    async (id, action) => {
      const schema = inputSchema(action.id) as Record<string, unknown>;
      const fits = 'output' in action ? ajv.compile(compiled(action.id).outputSchema!) : () => true;
      const numRuns = 'handler' in action && action.effect.kind === 'read' ? CASES_OF_MANY_READS : CASES;
      let ruledOut = 0;

      await fc.assert(
        fc.asyncProperty(arbitraryOf(schema), async (input) => {
          const outcome = await bootedFor(id).connector.invokeById(id, input, CONTEXT);

          if (outcome.ok) return fits(outcome.data) || fail((fits as { errors?: unknown }).errors);
          ruledOut += byRule(outcome.error) ? 1 : 0;
          return (
            FAIR.has(outcome.error.code) ||
            byState(outcome.error) ||
            byRule(outcome.error) ||
            fail(outcome.error)
          );
        }),
        { numRuns },
      );
      expect(ruledOut).toBeLessThan(numRuns);
    },
  );

  it.each(all.filter(([, action]) => !('limitation' in action)))(
    'of %s that is not valid never reaches the network',
    async (id, action) => {
      const schema = inputSchema(action.id) as Record<string, unknown>;
      const validate = ajv.compile(schema);
      const { connector, log } = bootedFor(id);
      const asked = log().length;
      const broken = arbitraryInput(schema)
        .chain((input) => fc.constantFrom(...brokenCopies(input, schema)))
        .filter((copy) => !validate(copy));

      await fc.assert(
        fc.asyncProperty(broken, async (input) => {
          const outcome = await connector.invokeById(id, input, CONTEXT);

          return !outcome.ok && ['invalid_input', 'limited_operation'].includes(outcome.error.code);
        }),
        { numRuns: CASES },
      );
      expect(log()).toHaveLength(asked);
    },
  );
});

function fail(why: unknown): never {
  throw new Error(JSON.stringify(why));
}
