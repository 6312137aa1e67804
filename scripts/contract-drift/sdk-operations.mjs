import ts from 'typescript';
import { callsOf } from './sdk-calls.mjs';
import { betasSpokenOf, errorsOf } from './sdk-errors.mjs';

const PREFIX = '/v1/organizations';

/**
 * Every operation below /v1/organizations that an SDK can call: walks the resources that hang on its client by their
 * types, and reads in the compiled methods which path they call and where their arguments go.
 */
export function readOperations(sdk) {
  const operations = new Map();
  for (const { resource, name } of resources(sdk, sdk.clientType(), '')) {
    for (const method of methods(sdk, resource)) {
      const call = callsOf(resource.declaration).get(method.name);
      if (!call?.path.startsWith(PREFIX)) continue;
      const found = {
        ...call,
        sdk: `${name}.${method.name}`,
        ...fieldsOf(sdk, method, call),
        errors: errorsOf(sdk, method.symbol),
        betasSpokenOf: betasSpokenOf(sdk, method),
      };
      const key = keyOf(found);
      operations.set(key, merged(operations.get(key), found));
    }
  }
  return operations;
}

/** What an operation is recognized by: the names of its path parameters are a matter of their own. */
export const keyOf = ({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

function* resources(sdk, type, name) {
  for (const property of type.getProperties()) {
    const inner = sdk.checker.getTypeOfSymbol(property);
    const declaration = inner.symbol?.valueDeclaration;
    if (!declaration || !ts.isClassDeclaration(declaration) || !isResource(sdk, inner)) continue;
    const path = name === '' ? property.name : `${name}.${property.name}`;
    yield { resource: { type: inner, declaration }, name: path };
    yield* resources(sdk, inner, path);
  }
}

const isResource = (sdk, type) =>
  (sdk.checker.getBaseTypes(type) ?? []).some(({ symbol }) => symbol?.name === 'APIResource');

function methods(sdk, { type, declaration }) {
  return type.getProperties().flatMap((symbol) => {
    const signature = sdk.checker.getTypeOfSymbol(symbol).getCallSignatures().at(-1);
    return signature ? [{ name: symbol.name, symbol, signature, declaration }] : [];
  });
}

/** The fields of the query and of the body, with their types, and the names in the path. */
function fieldsOf(sdk, { signature, declaration }, call) {
  const fields = { query: new Map(), body: new Map() };
  for (const place of ['query', 'body']) {
    const source = call[place];
    const parameter = source && signature.getParameters()[source.parameter];
    if (!parameter) continue;
    const type = sdk.checker.getTypeOfSymbolAtLocation(parameter, declaration);
    for (const property of sdk.checker.getPropertiesOfType(sdk.checker.getNonNullableType(type))) {
      if (source.without.has(property.name)) continue;
      fields[place].set(property.name, {
        type: sdk.checker.getTypeOfSymbol(property),
        required: !(property.flags & ts.SymbolFlags.Optional),
      });
    }
  }
  return fields;
}

/** One operation may hang on `organization` and on `beta.organization`: it has the fields of both. */
function merged(known, found) {
  if (!known) return { ...found, sdk: [found.sdk] };
  const both = (place) => new Map([...known[place], ...found[place]]);
  const all = (list) => [...new Set([...known[list], ...found[list]])];
  return {
    ...known,
    ...{ betas: all('betas'), betasSpokenOf: all('betasSpokenOf') },
    ...{ sdk: [...known.sdk, found.sdk], query: both('query'), body: both('body'), errors: both('errors') },
  };
}
