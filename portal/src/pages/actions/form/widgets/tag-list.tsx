import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { Tag, TagGroup, TagList as AriaTagList } from 'react-aria-components/TagGroup';
import { shownText } from '../../../../ui/shown-text.js';
import { UntrustedText } from '../../../../ui/untrusted-text.js';
import { X } from '../../../../ui/icons.js';
import styles from './widgets.module.css';

/** The values of a list, each with a button that removes it. */
export function TagList({
  label,
  values,
  nameOf = (value) => value,
  onRemove,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly nameOf?: (value: string) => string;
  readonly onRemove: (values: readonly string[]) => void;
}): ReactElement | null {
  if (values.length === 0) return null;
  return (
    <TagGroup onRemove={(keys) => onRemove(values.filter((value) => !keys.has(value)))} selectionMode="none">
      <Label className="visually-hidden">{`${label}: selected`}</Label>
      <AriaTagList className={styles.tags}>
        {values.map((value) => (
          <Tag key={value} id={value} textValue={shownText(nameOf(value))} className={styles.tag}>
            <UntrustedText>{nameOf(value)}</UntrustedText>
            <Button slot="remove" className={styles.remove}>
              <X size={14} aria-hidden />
            </Button>
          </Tag>
        ))}
      </AriaTagList>
    </TagGroup>
  );
}
