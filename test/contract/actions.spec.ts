import type { Action, HttpAction } from '../../src/actions/define-action.js';
import { ACTIONS } from '../../src/actions/index.js';
import { EXPIRY_FIELDS } from '../../src/limitations/invites.limitations.js';
import { ORGANIZATION_ROLES } from '../../src/actions/users/users.inputs.js';
import { jsonSchemaOf } from '../../src/connector/json-schema.js';
import { operation, resolved, type ContractParameter } from '../support/contract.js';

type Schema = Record<string, unknown>;

const httpActions = (ACTIONS as readonly Action[]).filter(
  (action): action is HttpAction => 'route' in action,
);

/** The API takes any text as a role filter; an unknown role would find nothing, so we take a closed set. */
const ROLES = { itemEnum: ORGANIZATION_ROLES.slice().sort() };

/** Where we differ from the contract on purpose, field by field. */
const ON_PURPOSE: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  // The product page promises 1 to 1000 buckets; above the cap of a page the connector follows the cursor.
  usage_report_messages: { limit: { maximum: 1000 } },
  users_list: { roles: ROLES },
  invites_list: { roles: ROLES },
  cost_report_get: { limit: { maximum: 1000, default: undefined } },
};

/** Fields that the contract lacks, each refused by a limitation. */
const LIMITED_FIELDS: Readonly<Record<string, readonly string[]>> = { invites_create: EXPIRY_FIELDS };

const lengthsOf = ({ minLength, maxLength }: Schema): Schema => ({ minLength, maxLength });

function ruleOf(schema: Schema): Schema {
  const {
    type,
    enum: values,
    minimum,
    maximum,
    maxItems,
    format,
    default: standard,
    items,
    anyOf,
  } = resolved(schema);
  const nullable =
    [type].flat().includes('null') ||
    (anyOf as Schema[] | undefined)?.some((one) => one['type'] === 'null') ||
    false;
  return {
    nullable,
    enum: (values as unknown[] | undefined)?.filter((value) => value !== null).sort(),
    minimum,
    maximum,
    maxItems,
    format,
    default: standard,
    itemEnum: (resolved(items as Schema)['enum'] as unknown[] | undefined)?.slice().sort(),
  };
}

function documented(parameter: ContractParameter): Schema {
  const { schema, enum: values, min, max, maxItems, format, default: standard, items, nullable } = parameter;
  const inner = ruleOf(schema ?? {});
  return {
    ...inner,
    nullable: nullable ?? false,
    enum: values?.slice().sort() ?? inner['enum'],
    minimum: min,
    maximum: max,
    maxItems: maxItems ?? inner['maxItems'],
    format: format ?? inner['format'],
    default: standard ?? inner['default'],
    itemEnum: (resolved(items ?? (resolved(schema)['items'] as Schema))['enum'] as string[] | undefined)
      ?.slice()
      .sort(),
  };
}

describe.each(httpActions.map((action) => [action.id, action] as const))('%s', (id, action) => {
  const contract = operation(action.operation);
  const parameters = [...contract.path_params, ...contract.query, ...contract.body];
  const schema = jsonSchemaOf(action.input) as { properties: Record<string, Schema>; required?: string[] };
  const limited = LIMITED_FIELDS[id] ?? [];

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

  it('limits each field as the contract does', () => {
    const ours = parameters.map(({ name }) => [name, ruleOf(schema.properties[name]!)] as const);
    const theirs = parameters.map((parameter) => [parameter.name, documented(parameter)] as const);

    expect(Object.fromEntries(ours)).toEqual(
      Object.fromEntries(theirs.map(([name, rule]) => [name, { ...rule, ...ON_PURPOSE[id]?.[name] }])),
    );
  });

  it('bounds the length of each body field as the contract does', () => {
    const bounded = contract.body.filter(({ schema: one = {} }) => 'minLength' in one || 'maxLength' in one);

    expect(bounded.map(({ name }) => [name, lengthsOf(schema.properties[name]!)])).toEqual(
      bounded.map(({ name, schema: one }) => [name, lengthsOf(one!)]),
    );
  });
});
