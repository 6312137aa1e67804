import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  MultiSchemaFieldTemplateProps,
  ObjectFieldTemplateProps,
} from '@rjsf/utils';
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.js';
import { Disclosure } from '../../../ui/disclosure.js';
import fieldStyles from '../../../ui/field.module.css';
import { IconButton } from '../../../ui/icon-button.js';
import { Plus, X } from '../../../ui/icons.js';
import styles from './form.module.css';

/** The widgets render their own labels, descriptions and errors. */
export const FieldTemplate = ({ children, hidden }: FieldTemplateProps): ReactElement =>
  hidden ? <div hidden>{children}</div> : children;

/** The whole input, or an object in it. */
export function ObjectFieldTemplate(props: ObjectFieldTemplateProps): ReactElement {
  const id = useId();
  if (props.fieldPathId.path.length === 0) return <RootFields {...props} />;
  const { schema, title, required, properties } = props;
  const fields = <div className={styles.fields}>{properties.map(({ content }) => content)}</div>;
  // Alternatives and list items have a heading already.
  if (!schema.description) return fields;
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <p id={id} className={fieldStyles.label}>
        {title}
        {!required && ' (optional)'}
      </p>
      <p className={fieldStyles.description}>{schema.description}</p>
      {fields}
    </div>
  );
}

/** A value with several alternatives: the choice, then the fields of the chosen one. */
export const MultiSchemaFieldTemplate = ({
  selector,
  optionSchemaField,
}: MultiSchemaFieldTemplateProps): ReactElement => (
  <div className={styles.group}>
    {selector}
    {optionSchemaField}
  </div>
);

/** A list of objects. */
export function ArrayFieldTemplate(props: ArrayFieldTemplateProps): ReactElement {
  const id = useId();
  const { title, schema, items, canAdd, onAddClick, required, rawErrors = [] } = props;
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <p id={id} className={fieldStyles.label}>
        {title}
        {!required && ' (optional)'}
      </p>
      {schema.description !== undefined && <p className={fieldStyles.description}>{schema.description}</p>}
      {items}
      {rawErrors.length > 0 && <p className={fieldStyles.error}>{rawErrors.join(' ')}</p>}
      {canAdd && (
        <div>
          <Button icon={Plus} onPress={() => onAddClick()}>
            Add item
          </Button>
        </div>
      )}
    </div>
  );
}

/** An item of a list of objects, with a button that removes it. */
export const ArrayFieldItemTemplate = ({
  children,
  buttonsProps,
  index,
}: ArrayFieldItemTemplateProps): ReactElement => (
  <div className={styles.item}>
    {children}
    <IconButton label={`Remove item ${index + 1}`} icon={X} onPress={() => buttonsProps.onRemoveItem()} />
  </div>
);

const FEW = 3;

/** The fields of the input: the required ones, then the optional ones, collapsed if there are many. */
export function RootFields({
  properties,
  schema,
  formData,
  errorSchema,
}: ObjectFieldTemplateProps): ReactElement {
  const required = schema.required ?? [];
  const requiredFields = properties.filter(({ name }) => required.includes(name));
  const others = properties.filter(({ name }) => !required.includes(name));
  const used = others.filter(
    ({ name }) => (formData as Record<string, unknown> | undefined)?.[name] !== undefined,
  );
  const wrong = others.some(({ name }) => (errorSchema as Record<string, unknown> | undefined)?.[name]);
  const [isOpen, setOpen] = useState(used.length > 0);
  return (
    <div className={styles.fields}>
      {requiredFields.map(({ content }) => content)}
      {others.length <= FEW ? (
        others.map(({ content }) => content)
      ) : (
        <Disclosure title={`Optional fields (${others.length})`} isOpen={isOpen || wrong} onToggle={setOpen}>
          <div className={styles.fields}>{others.map(({ content }) => content)}</div>
        </Disclosure>
      )}
    </div>
  );
}
