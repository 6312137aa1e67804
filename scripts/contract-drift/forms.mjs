import ts from 'typescript';

/**
 * What a field may hold, in the one form that the contract and the SDK can be compared in:
 * `{ nullable, types: Set, values: Set, items?, entries?, kinds: [{ fields: Map, required: Set }] }`.
 * Bounds and formats are not in it: the SDK does not know them.
 */
const emptyForm = () => ({ nullable: false, types: new Set(), values: new Set(), kinds: [] });

/** The form of a TypeScript type. */
export function formOfType(checker, type, above = []) {
  const form = emptyForm();
  for (const part of type.isUnion() ? type.types : [type]) addType(checker, part, form, above);
  return form;
}

function addType(checker, type, form, above) {
  const { flags } = type;
  if (flags & ts.TypeFlags.Undefined) return;
  if (flags & ts.TypeFlags.Null) form.nullable = true;
  else if (type.isStringLiteral() || type.isNumberLiteral()) form.values.add(type.value);
  else if (flags & ts.TypeFlags.BooleanLike) form.types.add('boolean');
  else if (flags & ts.TypeFlags.StringLike) form.types.add('string');
  else if (flags & ts.TypeFlags.NumberLike) form.types.add('number');
  else if (checker.isArrayType(type))
    form.items = formOfType(checker, checker.getTypeArguments(type)[0], above);
  else addObject(checker, type, form, above);
}

function addObject(checker, type, form, above) {
  const entries = type.getStringIndexType();
  if (entries) form.entries = formOfType(checker, entries, above);
  // A type inside itself says nothing new.
  else if (!above.includes(type)) form.kinds.push(kindOfType(checker, type, [...above, type]));
}

function kindOfType(checker, type, above) {
  const kind = { fields: new Map(), required: new Set() };
  for (const property of checker.getPropertiesOfType(type)) {
    kind.fields.set(property.name, formOfType(checker, checker.getTypeOfSymbol(property), above));
    if (!(property.flags & ts.SymbolFlags.Optional)) kind.required.add(property.name);
  }
  return kind;
}

/** The form of a schema of the contract. */
export function formOfSchema(schema, definitions) {
  const form = emptyForm();
  addSchema(schema, definitions, form);
  return form;
}

function addSchema(schema, definitions, form) {
  if (schema.$ref) return addSchema(definitions[schema.$ref.replace('#/$defs/', '')], definitions, form);
  for (const variant of schema.anyOf ?? []) addSchema(variant, definitions, form);
  const values = 'const' in schema ? [schema.const] : schema.enum;
  const types = [schema.type ?? []].flat();
  if (types.includes('null') || values?.includes(null)) form.nullable = true;
  if (values) return values.filter((one) => one !== null).forEach((one) => form.values.add(one));

  for (const type of types) {
    if (type === 'array') form.items = formOfSchema(schema.items ?? {}, definitions);
    else if (type === 'object') addObjectSchema(schema, definitions, form);
    else if (type !== 'null') form.types.add(type === 'integer' ? 'number' : type);
  }
}

function addObjectSchema(schema, definitions, form) {
  if (!schema.properties) {
    form.entries = formOfSchema(schema.additionalProperties ?? {}, definitions);
    return;
  }
  const fields = Object.entries(schema.properties).map(([name, one]) => [
    name,
    formOfSchema(one, definitions),
  ]);
  form.kinds.push({ fields: new Map(fields), required: new Set(schema.required ?? []) });
}
