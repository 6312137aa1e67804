import type { ReactElement, ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
} from 'react-aria-components/TextField';
import styles from './field.module.css';

/** The props of a text field: those of React Aria, with label, description and error. */
export interface TextFieldProps extends Omit<AriaProps, 'className' | 'style' | 'children' | 'isInvalid'> {
  readonly label: string;
  readonly description?: ReactNode;
  /** The validation error; marks the field as invalid. */
  readonly error?: ReactNode;
  readonly placeholder?: string;
  /** Makes it a multi-line field with this number of rows. */
  readonly rows?: number;
}

/** A labelled text field. Use `SecretField` for secrets. */
export function TextField({
  label,
  description,
  error,
  placeholder,
  rows,
  ...rest
}: TextFieldProps): ReactElement {
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={styles.field}>
      <Label className={styles.label}>{label}</Label>
      {rows === undefined ? (
        <Input className={styles.input} placeholder={placeholder} />
      ) : (
        <TextArea className={styles.input} placeholder={placeholder} rows={rows} />
      )}
      {description !== undefined && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaTextField>
  );
}
