import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { useState, type ReactElement } from 'react';
import { Disclosure } from '../../../ui/disclosure.js';
import styles from './form.module.css';

const FEW = 3;

/** The fields of the input: those that are needed, then the others, which fold away where they are many. */
export function RootFields({
  properties,
  schema,
  formData,
  errorSchema,
}: ObjectFieldTemplateProps): ReactElement {
  const required = schema.required ?? [];
  const needed = properties.filter(({ name }) => required.includes(name));
  const others = properties.filter(({ name }) => !required.includes(name));
  const used = others.filter(
    ({ name }) => (formData as Record<string, unknown> | undefined)?.[name] !== undefined,
  );
  const wrong = others.some(({ name }) => (errorSchema as Record<string, unknown> | undefined)?.[name]);
  const [isOpen, setOpen] = useState(used.length > 0);
  return (
    <div className={styles.fields}>
      {needed.map(({ content }) => content)}
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
