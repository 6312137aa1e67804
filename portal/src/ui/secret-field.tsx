import { useId, type ReactElement, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names.js';
import styles from './field.module.css';

/**
 * A password field whose value is only in the element, never in component state: read it from the `ref` when
 * sending it, and set it to '' afterwards.
 */
export function SecretField({
  label,
  name,
  placeholder,
  description,
  error,
  isDisabled,
  isReadOnly,
  onInput,
  ref,
}: {
  readonly label: string;
  readonly name: string;
  readonly placeholder?: string;
  readonly description?: ReactNode;
  /** The validation error; marks the field as invalid. */
  readonly error?: ReactNode;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  /** Called with the value on each change; do not store it. */
  readonly onInput?: (value: string) => void;
  readonly ref: Ref<HTMLInputElement>;
}): ReactElement {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        ref={ref}
        id={id}
        name={name}
        type="password"
        className={classNames(styles.input, styles.mono)}
        placeholder={placeholder}
        disabled={isDisabled}
        readOnly={isReadOnly}
        aria-describedby={about}
        aria-invalid={error !== undefined}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        // For password managers that ignore `autocomplete`.
        data-1p-ignore
        data-lpignore="true"
        data-bwignore="true"
        onInput={({ currentTarget }) => onInput?.(currentTarget.value)}
      />
      <div id={about} aria-live="polite" className={error === undefined ? styles.description : styles.error}>
        {error ?? description}
      </div>
    </div>
  );
}
