/**
 * Turns the arguments of a strict tool (`tools.openai.json`) into the input of its action: drops the nulls of optional
 * fields and makes maps of lists of entries.
 * @param {object} schema - the action's own `inputSchema`, as in `catalog.json`
 * @param {unknown} value - the arguments that the model wrote
 */
export function fromStrict(schema, value) {
  if (typeof value !== 'object' || value === null) return value;
  const { anyOf = [], properties, additionalProperties: entry, items = {}, required = [] } = schema;
  const variants = anyOf.filter(({ type }) => type !== 'null');
  if (variants.length > 0) return fromStrict(variantOf(variants, value), value);
  if (properties === undefined && typeof entry === 'object') {
    return Object.fromEntries(value.map((one) => [one.name, fromStrict(entry, one.value)]));
  }
  if (Array.isArray(value)) return value.map((item) => fromStrict(items, item));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, field]) => field !== null || required.includes(name))
      .map(([name, field]) => [name, fromStrict(properties?.[name] ?? {}, field)]),
  );
}

/** The variant of a union that a value belongs to: the list, or the object whose `type` has the value's `type`. */
function variantOf(variants, value) {
  const [only, ...more] = variants;
  if (more.length === 0) return only;
  const accepts = ({ type, properties }) =>
    Array.isArray(value) ? type === 'array' : properties?.type?.enum?.includes(value.type);
  return variants.find(accepts) ?? {};
}
