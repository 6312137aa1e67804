import { useId, type ReactElement, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names.js';
import styles from './field.module.css';

/**
 * A password field whose value is in the element alone and never in the state of a component: read it by the `ref` when
 * it is sent, and set it to '' afterwards.
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
  /** What is wrong with the value; the field is then invalid. */
  readonly error?: ReactNode;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  /** Called with what is in the field at each change; not to be kept. */
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
        // The password managers that do not read `autocomplete`.
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
