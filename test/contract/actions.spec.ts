import type { Action, HttpAction } from '../../src/kit/catalog/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { ADMIN_KEY_ASSUMED } from '../../src/actions/assumed.js';
import { describeAction } from '../../src/kit/engine/describe.js';
import { EXPIRY_FIELDS } from '../../src/limitations/invites.limitations.js';
import { ORGANIZATION_ROLES } from '../../src/actions/users/users.inputs.js';
import { operation, resolved, type ContractParameter } from '../support/contract.js';
import { normalForm } from '../support/normal-form.js';
import { compiled, inputSchema } from '../support/catalog.js';

type Schema = Record<string, unknown>;

const httpActions = (ACTIONS as readonly Action[]).filter(
  (action): action is HttpAction => 'route' in action,
);

/** The API takes any text as a role filter; an unknown role would find nothing, so we take a closed set. */
const ROLES = { items: { nullable: false, enum: ORGANIZATION_ROLES.slice().sort() } };

/** An object whose fields are not described. */
const NOTHING_INSIDE = { kinds: [{ fields: {}, required: [] }] };

/** Where we differ from the contract on purpose, field by field. */
const ON_PURPOSE: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  // The product page promises 1 to 1000 buckets; above the cap of a page the connector follows the cursor.
  usage_report_messages: { limit: { maximum: 1000 } },
  users_list: { roles: ROLES },
  invites_list: { roles: ROLES },
  cost_report_get: { limit: { maximum: 1000, default: undefined } },
  // The contract counts five dimensions without cost_type and token_type; a rule of the input does so too.
  analytics_cost_list: { group_by: { maxItems: 7 } },
  // A limitation refuses the field whatever it holds, so what is inside is not described.
  workspaces_create: { inference_data_privacy: NOTHING_INSIDE },
  workspaces_update: { inference_data_privacy: NOTHING_INSIDE },
  // On create the contract has the format; there is no other kind of URL to deliver to.
  webhooks_update: { url: { format: 'uri' } },
};

/** Fields that the contract lacks, each refused by a limitation. */
const LIMITED_FIELDS: Readonly<Record<string, readonly string[]>> = { invites_create: EXPIRY_FIELDS };

/** Fields of ours that the API never receives: it reports Claude Code of one day a request. */
const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = { usage_report_claude_code: ['ending_at'] };

const TEXT_BOUNDS = ['minLength', 'maxLength', 'pattern'] as const;

/** The bounds of a text; a pattern of ours counts only where the contract has one too. */
const boundsOf = ({ minLength, maxLength, pattern }: Schema, contract: Schema): Schema => ({
  minLength,
  maxLength,
  ...('pattern' in contract ? { pattern } : {}),
});

/** The contract's parameter as a schema; what it says beside its schema wins. */
function schemaOf(parameter: ContractParameter): Schema {
  const {
    schema = {},
    enum: values,
    min,
    max,
    maxItems,
    format,
    default: standard,
    items,
    nullable,
  } = parameter;
  const plain = {
    ...(values ? { enum: values } : {}),
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(format === undefined ? {} : { format }),
    ...(standard === undefined ? {} : { default: standard }),
    ...(items ? { items } : {}),
  };
  const whole = { ...resolved(schema), ...plain };
  return nullable ? { anyOf: [whole, { type: 'null' }] } : whole;
}

describe.each(httpActions.map((action) => [action.id, action] as const))('%s', (id, action) => {
  const contract = operation(action.operation);
  const parameters = [...contract.path_params, ...contract.query, ...contract.body];
  const schema = inputSchema(id) as { properties: Record<string, Schema>; required?: string[] };
  const limited = [...(LIMITED_FIELDS[id] ?? []), ...(OWN_FIELDS[id] ?? [])];

  it('goes where the contract says', () => {
    expect(action.route).toBe(`${contract.method} ${contract.path}`);
    expect([action.output, action.paging ?? null, action.betas ?? []]).toEqual([
      contract.response,
      contract.pagination,
      contract.beta_headers.required,
    ]);
  });

  it('has the effect that the contract says', () => {
    const { kind, destructive, idempotent } = action.effect;

    expect({ safe: kind === 'read', destructive, idempotent }).toEqual(contract.classification);
  });

  it('says where it is assumed that an Admin key is accepted', () => {
    const described = describeAction(compiled(id));
    const { note = '' } = contract.credential;

    expect(described.assumed).toBe(note.includes('admin key assumed') ? ADMIN_KEY_ASSUMED : undefined);
    expect(described.description.endsWith(ADMIN_KEY_ASSUMED)).toBe(described.assumed !== undefined);
  });

  it('takes the parameters of the contract', () => {
    const fields = Object.keys(schema.properties).filter((field) => !limited.includes(field));

    expect(fields.sort()).toEqual(parameters.map(({ name }) => name).sort());
    expect((schema.required ?? []).slice().sort()).toEqual(
      parameters
        .filter(({ required }) => required)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('limits each field as the contract does, to the innermost one', () => {
    const ours = parameters.map(({ name }) => [name, normalForm(schema.properties[name]!)] as const);
    const theirs = parameters.map((parameter) => [
      parameter.name,
      { ...normalForm(schemaOf(parameter)), ...ON_PURPOSE[id]?.[parameter.name] },
    ]);

    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
  });

  it('bounds the text of each body field as the contract does', () => {
    const bounded = contract.body.filter(({ schema: one = {} }) => TEXT_BOUNDS.some((bound) => bound in one));

    expect(bounded.map(({ name, schema: one }) => [name, boundsOf(schema.properties[name]!, one!)])).toEqual(
      bounded.map(({ name, schema: one }) => [name, boundsOf(one!, one!)]),
    );
  });
});
