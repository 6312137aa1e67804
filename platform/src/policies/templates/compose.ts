import { TEMPLATES, type FormValues, type Template, type TemplateField } from './templates.js';

/** A template and the values of its form. */
export interface FilledTemplate {
  readonly template: string;
  readonly values?: FormValues | undefined;
}

/** What is wrong with the form of a template. */
export interface FormProblem {
  /** Such as `templates[0].values.quorum`. */
  readonly path: string;
  readonly message: string;
}

/** Everything that no other policy refuses. */
const BASE = `@id("everything-else")
@title("Everything that no other policy refuses")
permit (principal, action, resource);`;

/** The text of policies that forms make; or what is wrong with the forms. */
export function composed(filled: readonly FilledTemplate[]): string | readonly FormProblem[] {
  const problems: FormProblem[] = [];
  const parts = filled.map(({ template: id, values = {} }, index) => {
    const path = `templates[${index}]`;
    const template = TEMPLATES.find((one) => one.id === id);
    if (!template) {
      const ids = TEMPLATES.map((one) => one.id).join(', ');
      problems.push({ path: `${path}.template`, message: `There is no such template; there are ${ids}.` });
      return '';
    }
    const complete = completed(template, values);
    problems.push(...problemsIn(template, complete, `${path}.values`));
    return problems.length > 0 ? '' : template.cedar(complete);
  });
  if (new Set(filled.map(({ template }) => template)).size < filled.length)
    problems.push({ path: 'templates', message: 'Each template can be used once.' });
  return problems.length > 0 ? problems : [BASE, ...parts].join('\n\n').concat('\n');
}

/** The values of a form, with the defaults of what is left out. */
export const completed = ({ fields }: Template, values: FormValues): FormValues => ({
  ...Object.fromEntries(fields.map(({ name, schema }) => [name, schema.default])),
  ...values,
});

function problemsIn({ fields }: Template, values: FormValues, path: string): FormProblem[] {
  const unknown = Object.keys(values).filter((name) => !fields.some((field) => field.name === name));
  return [
    ...unknown.map((name) => ({ path: `${path}.${name.slice(0, 40)}`, message: 'There is no such field.' })),
    ...fields.flatMap((field) => {
      const wrong = wrongWith(field, values[field.name]);
      return wrong === undefined ? [] : [{ path: `${path}.${field.name}`, message: wrong }];
    }),
  ];
}

/** What a value must be and is not, with a valid one. */
function wrongWith({ schema }: TemplateField, value: unknown): string | undefined {
  const { type, minimum = 0, maximum = 0, pattern, items, minItems = 0, maxItems = 0 } = schema;
  const example = `; example: ${JSON.stringify(schema.default)}`;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `It must be true or false${example}`;
    case 'integer':
      return Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
        ? undefined
        : `It must be a whole number from ${minimum} to ${maximum}${example}`;
    case 'string':
      return isText(value, pattern) ? undefined : `It must be a text of the form ${pattern}${example}`;
    case 'array': {
      const isList = Array.isArray(value) && value.length >= minItems && value.length <= maxItems;
      if (!isList) return `It must be a list of ${minItems} to ${maxItems} texts${example}`;
      const fits = value.every((one) => isText(one, items?.pattern) && (items?.enum?.includes(one) ?? true));
      return fits
        ? undefined
        : `Each must be ${items?.enum?.join(', ') ?? `of the form ${items?.pattern}`}${example}`;
    }
  }
}

const isText = (value: unknown, pattern = ''): value is string =>
  typeof value === 'string' && value.length <= 255 && new RegExp(pattern).test(value);
