import type { ReactElement } from 'react';
import { Switch } from '../../ui/switch.js';
import { TextField } from '../../ui/text-field.js';
import fieldStyles from '../../ui/field.module.css';
import type { FieldSchema, Template } from './policies-api.js';
import styles from './policies.module.css';

/** The values of the forms of the templates that are chosen, by their ids. */
export type Chosen = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Each template with a switch, and its form where it is chosen. */
export function TemplateForms({
  templates,
  chosen,
  onChange,
  errorOf,
}: {
  readonly templates: readonly Template[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly errorOf: (template: string, field: string) => string | undefined;
}): ReactElement {
  const choose = (id: string, isChosen: boolean): void => {
    const { [id]: _, ...others } = chosen;
    onChange(isChosen ? { ...others, [id]: {} } : others);
  };
  return (
    <ul className={styles.list}>
      {templates.map(({ id, title, description, form }) => {
        const values = chosen[id];
        const fields = Object.entries(form.properties);
        return (
          <li key={id} className={styles.template}>
            <Switch isSelected={values !== undefined} onChange={(isChosen) => choose(id, isChosen)}>
              <strong>{title}</strong>
            </Switch>
            <p className={styles.quiet}>{description}</p>
            {values !== undefined && fields.length > 0 && (
              <div className={styles.fields} role="group" aria-label={title}>
                {fields.map(([name, schema]) => (
                  <TemplateField
                    key={name}
                    schema={schema}
                    value={values[name] ?? schema.default}
                    onChange={(value) => onChange({ ...chosen, [id]: { ...values, [name]: value } })}
                    error={errorOf(id, name)}
                  />
                ))}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A field by the type of its schema; the platform says what is wrong with a value. */
function TemplateField({
  schema,
  value,
  onChange,
  error,
}: {
  readonly schema: FieldSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: string | undefined;
}): ReactElement {
  const { type, title, description, items } = schema;
  if (type === 'boolean')
    return (
      <Switch isSelected={value === true} onChange={onChange}>
        {title}
      </Switch>
    );
  if (items?.enum)
    return (
      <Choices
        schema={schema}
        choices={items.enum}
        value={value as string[]}
        onChange={onChange}
        error={error}
      />
    );
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return (
    <TextField
      label={title}
      description={type === 'array' ? `${description} Separated by commas.` : description}
      inputMode={type === 'integer' ? 'numeric' : undefined}
      error={error}
      defaultValue={text}
      onChange={(typed) => onChange(valueOf(type, typed))}
    />
  );
}

/** What is typed, as a value of the type; what is no number stays a text, which the platform refuses. */
function valueOf(type: FieldSchema['type'], typed: string): unknown {
  if (type === 'array') return typed.split(/[\s,]+/).filter((part) => part !== '');
  return type === 'integer' && /^\d+$/.test(typed.trim()) ? Number(typed) : typed.trim();
}

function Choices({
  schema: { title, description },
  choices,
  value,
  onChange,
  error,
}: {
  readonly schema: FieldSchema;
  readonly choices: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly error: string | undefined;
}): ReactElement {
  return (
    <fieldset className={styles.choices}>
      <legend className={fieldStyles.label}>{title}</legend>
      {choices.map((choice) => (
        <label key={choice} className={styles.choice}>
          <input
            type="checkbox"
            checked={value.includes(choice)}
            onChange={({ target: { checked } }) =>
              onChange(choices.filter((one) => (one === choice ? checked : value.includes(one))))
            }
          />
          {choice.charAt(0).toUpperCase() + choice.slice(1)}
        </label>
      ))}
      <p className={fieldStyles.description}>{description}</p>
      {error !== undefined && <p className={fieldStyles.error}>{error}</p>}
    </fieldset>
  );
}
