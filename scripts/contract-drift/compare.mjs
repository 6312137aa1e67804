import { differencesOf, fieldDifferences } from './differences.mjs';
import { formOfSchema, formOfType } from './forms.mjs';
import { keyOf } from './sdk-operations.mjs';

/**
 * Every difference between the contract and an SDK, as a sentence: operations, path parameters, query and body fields
 * down to the innermost one, beta headers, error codes, and the schemas of answers.
 */
export function compare(contract, sdk) {
  const found = allDifferences(contract, sdk);
  const ignored = contract.exceptions.ignored.map(({ difference }) => difference);
  return [
    ...found.filter((one) => !ignored.includes(one)),
    ...ignored.filter((one) => !found.includes(one)).map((one) => `needless exception: ${one}`),
  ];
}

/** What was compared, and with which result, as the last line of the command. */
export function verdictOf(version, { operations, foreignOperations, exceptions }, sdk, differences) {
  const without = exceptions.onlyInContract.map(({ operation }) => operation);
  const verdict =
    differences.length === 0 ? 'the contract fits' : `${differences.length} differences from the contract`;
  return [
    `SDK ${version}, ${sdk.operations.size} operations: ${verdict}.`,
    `The contract has ${operations.length + foreignOperations.length}: ${operations.length} accept an Admin key, and ${foreignOperations.length} refuse it.`,
    `The SDK has no method for ${without.length} of them: ${without.join(', ')}.`,
  ].join(' ');
}

function allDifferences(contract, sdk) {
  const known = [...contract.operations, ...contract.foreignOperations];
  const ours = new Map(known.map((operation) => [keyOf(operation), operation]));
  const except = new Map(contract.exceptions.onlyInContract.map(({ operation, why }) => [operation, why]));
  return [
    ...[...sdk.operations].filter(([key]) => !ours.has(key)).map(([, one]) => lacking(one)),
    ...known.filter((one) => !sdk.operations.has(keyOf(one)) && !except.has(one.id)).map(surplus),
    ...known.filter((one) => sdk.operations.has(keyOf(one)) && except.has(one.id)).map(needless),
    ...[...ours].flatMap(([key, one]) => operationDifferences(one, sdk.operations.get(key), contract, sdk)),
    ...schemaDifferences(contract, sdk),
    ...effectDifferences(contract, sdk),
  ];
}

const lacking = ({ method, path, sdk }) =>
  `${method} ${path} (${sdk.join(', ')}) is in the SDK, and not in the contract`;
const surplus = ({ id, method, path }) => `${method} ${path} (${id}) is in the contract, and not in the SDK`;
const needless = ({ id }) => `needless exception: ${id} is in the SDK now`;

function operationDifferences(ours, theirs, contract, { checker }) {
  if (!theirs) return [];
  const at = `${ours.method} ${ours.path}: `;
  const path = ours.path === theirs.path ? [] : [`the path is ${theirs.path} in the SDK`];
  // Of operations that refuse an Admin key the contract keeps the route and the error codes alone.
  if (!ours.query) return [...path, ...errorDifferences(ours, theirs)].map((one) => at + one);
  const sent = new Set([...ours.beta_headers.sdk_sends, ...ours.beta_headers.beta_sdk_sends]);
  return [
    ...path,
    ...pathParameters(ours),
    ...['query', 'body'].flatMap((place) =>
      fieldDifferences(contractFields(ours[place], contract), sdkFields(theirs[place], checker), '').map(
        (one) => `${place} field ${one}`,
      ),
    ),
    ...theirs.betas.filter((beta) => !sent.has(beta)).map((beta) => `the SDK sends the beta header ${beta}`),
    ...[...sent]
      .filter((beta) => !theirs.betas.includes(beta))
      .map((beta) => `the SDK no longer sends ${beta}`),
    ...optionalBetas(ours, theirs, sent),
    ...errorDifferences(ours, theirs),
  ].map((one) => at + one);
}

/** Beta headers that a caller may send and the SDK does not send of itself. */
function optionalBetas({ beta_headers: { optional = [] } }, { betasSpokenOf }, sent) {
  const theirs = betasSpokenOf.filter((beta) => !sent.has(beta));
  return [
    ...theirs
      .filter((beta) => !optional.includes(beta))
      .map((beta) => `the optional beta header ${beta} is only in the SDK`),
    ...optional
      .filter((beta) => !theirs.includes(beta))
      .map((beta) => `the optional beta header ${beta} is only in the contract`),
  ];
}

/** Of operations beyond an Admin key the contract has the codes alone, without the class of the HTTP error. */
function errorDifferences({ errors = [], beta_errors = [], error_codes = [] }, theirs) {
  const ours = new Map([
    ...error_codes.map((code) => [code, undefined]),
    ...[...errors, ...beta_errors].map(({ error_code, http_class }) => [error_code, http_class]),
  ]);
  return [
    ...[...theirs.errors.keys()]
      .filter((code) => !ours.has(code))
      .map((code) => `the error code ${code} is only in the SDK`),
    ...[...ours.keys()]
      .filter((code) => !theirs.errors.has(code))
      .map((code) => `the error code ${code} is only in the contract`),
    ...[...theirs.errors]
      .filter(([code, httpClass]) => (ours.get(code) ?? httpClass) !== httpClass)
      .map(
        ([code, httpClass]) =>
          `the error code ${code} is of ${httpClass} in the SDK, not of ${ours.get(code)}`,
      ),
  ];
}

/** The contract says the names in the path twice, which must agree. */
function pathParameters({ path, path_params }) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).join();
  const listed = path_params.map(({ name }) => name).join();
  return inPath === listed ? [] : [`the path has the parameters ${inPath}, and path_params has ${listed}`];
}

function contractFields(parameters, { definitions }) {
  const fields = parameters.map(({ name, type, nullable, enum: values, items, schema }) => {
    const form = formOfSchema(
      schema ?? { type, ...(values ? { enum: values } : {}), ...(items ? { items } : {}) },
      definitions,
    );
    return [name, { ...form, nullable: form.nullable || nullable === true }];
  });
  const required = parameters.filter((one) => one.required).map(({ name }) => name);
  return { fields: new Map(fields), required: new Set(required) };
}

function sdkFields(fields, checker) {
  return {
    fields: new Map([...fields].map(([name, { type }]) => [name, formOfType(checker, type)])),
    required: new Set([...fields].filter(([, { required }]) => required).map(([name]) => name)),
  };
}

/** Schemas say by `x-sdk` which type of the SDK they are. */
function schemaDifferences({ definitions }, { types, checker }) {
  return Object.entries(definitions).flatMap(([name, schema]) => {
    const type = schema['x-sdk'] === undefined ? undefined : types.get(schema['x-sdk']);
    if (!type)
      return schema['x-sdk'] === undefined ? [] : [`schema ${name}: the SDK has no type ${schema['x-sdk']}`];
    return differencesOf(formOfSchema(schema, definitions), formOfType(checker, type), name).map(
      (one) => `schema ${one}`,
    );
  });
}

/** An effect is known of codes that the SDK has, also where no operation on the organization throws them. */
function effectDifferences({ effects }, { errorCodes }) {
  return effects
    .filter(({ error_code: code }) => !errorCodes.has(code))
    .map(({ error_code: code }) => `error-effects.json has the error code ${code}, and the SDK does not`);
}
