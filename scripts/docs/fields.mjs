const ID = '^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$';

/** The rows of a table of fields: name, what it may be, whether it is required, what it is. Fields inside follow. */
export function fieldRows(schema, parent = '') {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    row(`\`${parent}${name}\``, typeOf(field), required.has(name) ? 'yes' : '', field.description ?? ''),
    ...inside(field, `${parent}${name}`),
  ]);
}

/** One row of a Markdown table. */
export const row = (...cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function inside(field, path) {
  if (field.properties) return fieldRows(field, `${path}.`);
  if (field.items?.properties) return fieldRows(field.items, `${path}[].`);
  return (field.anyOf ?? []).filter(isObject).flatMap((kind) => kindRows(kind, path));
}

/** The `type` of a kind says which one it is, and is named with the union itself. */
function kindRows(kind, path) {
  const { type, ...properties } = kind.properties;
  const label = `${path}[${type.enum.join(' or ')}]`;
  return fieldRows({ ...kind, properties }, `${label}.`);
}

const isObject = ({ properties }) => properties !== undefined;

function typeOf(field) {
  const nullable = [field.type].flat().includes('null') || field.anyOf?.some(({ type }) => type === 'null');
  const standard = field.default === undefined ? '' : `; default ${code(field.default)}`;
  return `${plainType(field)}${nullable ? '; or null' : ''}${standard}`;
}

function plainType(field) {
  if (field.enum) return values(field.enum);
  if (field.const !== undefined) return code(field.const);
  if (field.anyOf) return unionType(field.anyOf.filter(({ type }) => type !== 'null'));
  switch ([field.type].flat().find((type) => type !== 'null')) {
    case 'integer':
      return `integer${range(field.minimum, field.maximum)}`;
    case 'array':
      return `list of ${itemsOf(field.items)}${range(field.minItems, field.maxItems)}`;
    case 'object':
      return field.properties
        ? 'object'
        : `object of texts${range(field.minProperties, field.maxProperties)}`;
    case 'string':
      return textType(field);
    default:
      return String(field.type);
  }
}

function unionType(variants) {
  const tags = variants.filter(isObject).flatMap(({ properties }) => properties.type.enum);
  const others = variants.filter((one) => !isObject(one)).map(plainType);
  return [...(tags.length > 0 ? [`object with \`type\` ${values(tags)}`] : []), ...others].join(' or ');
}

function itemsOf(items = {}) {
  if (items.enum) return values(items.enum);
  if (isObject(items)) return 'objects';
  return items.pattern?.includes(ID) ? 'ids' : 'texts';
}

function textType({ format, pattern, minLength, maxLength }) {
  if (format) return format;
  if (pattern === ID) return 'id';
  const length = range(minLength, maxLength);
  return length === '' ? 'text' : `text${length} characters`;
}

function range(min, max) {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return `, at least ${min}`;
  return min === undefined ? `, at most ${max}` : `, ${min} to ${max}`;
}

const values = (list) =>
  list
    .filter((value) => value !== null)
    .map(code)
    .join(', ');

const code = (value) => `\`${String(value)}\``;
