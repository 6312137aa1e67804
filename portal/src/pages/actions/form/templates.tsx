import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  MultiSchemaFieldTemplateProps,
  ObjectFieldTemplateProps,
} from '@rjsf/utils';
import { useId, type ReactElement } from 'react';
import { Button } from '../../../ui/button.js';
import fieldStyles from '../../../ui/field.module.css';
import { IconButton } from '../../../ui/icon-button.js';
import { Plus, X } from '../../../ui/icons.js';
import { RootFields } from './root-fields.js';
import styles from './form.module.css';

/** Our widgets bring their own labels, words and errors. */
export const FieldTemplate = ({ children, hidden }: FieldTemplateProps): ReactElement =>
  hidden ? <div hidden>{children}</div> : children;

/** The whole input, or an object in it. */
export function ObjectFieldTemplate(props: ObjectFieldTemplateProps): ReactElement {
  const id = useId();
  if (props.fieldPathId.path.length === 0) return <RootFields {...props} />;
  const { schema, title, required, properties } = props;
  const fields = <div className={styles.fields}>{properties.map(({ content }) => content)}</div>;
  // An alternative, or an item of a list: what is around it has named it already.
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

/** A value that has one of several forms: which, and then its fields. */
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
            Add an item
          </Button>
        </div>
      )}
    </div>
  );
}

/** One of them, to be taken off again. */
export const ArrayFieldItemTemplate = ({
  children,
  buttonsProps,
  index,
}: ArrayFieldItemTemplateProps): ReactElement => (
  <div className={styles.item}>
    {children}
    <IconButton label={`Take off item ${index + 1}`} icon={X} onPress={() => buttonsProps.onRemoveItem()} />
  </div>
);
