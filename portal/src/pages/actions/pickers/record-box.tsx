import { useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import fieldStyles from '../../../ui/field.module.css';
import { ChevronDown } from '../../../ui/icons.js';
import selectStyles from '../../../ui/select.module.css';
import { shownText } from '../../../ui/shown-text.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import styles from './pickers.module.css';
import type { NamedRecord } from './records-api.js';

const MOST_SHOWN = 200;

/** The props of a record box. */
export interface RecordBoxProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly records: readonly NamedRecord[];
  readonly isLoading: boolean;
  /** Why there are no names. */
  readonly problem?: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  /** Called when the names are needed. */
  readonly onOpen: () => void;
  /** Called with the typed text when the box loses focus. */
  readonly onLeave?: () => void;
}

/** Selects a record by name; an id can be typed too. The text is the name, the value the id. */
export function RecordBox(props: RecordBoxProps): ReactElement {
  const { label, description, error, records, isLoading, problem, value, onChange, onOpen, onLeave } = props;
  const nameOf = (id: string | undefined): string =>
    records.find((record) => record.id === id)?.name ?? id ?? '';
  const [text, setText] = useState(() => nameOf(value));
  // The selected record does not filter the list: the user opens the box to select another one.
  const [isTyping, setTyping] = useState(false);
  const reported = useRef(value);
  const name = shownText(nameOf(value));
  useEffect(() => {
    // The text is current already, unless a name was loaded after its id.
    if (value !== reported.current || (value !== undefined && text === value)) setText(name);
    reported.current = value;
  }, [value, name, text]);

  const tell = (id: string | undefined): void => {
    reported.current = id;
    onChange(id);
  };
  const type = (typed: string): void => {
    setText(typed);
    setTyping(true);
    const same = records.find((record) => shownText(record.name) === typed);
    if (typed !== name || !same) tell(typed.trim() === '' ? undefined : (same?.id ?? typed.trim()));
  };
  const found = matching(records, isTyping ? text : '').slice(0, MOST_SHOWN);
  // There is nothing left to choose: the list would only cover what is below the field.
  const isChosen = isTyping && found.length === 1 && found[0]?.id === value;

  return (
    <ComboBox
      className={fieldStyles.field}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="focus"
      items={found}
      inputValue={text}
      onInputChange={type}
      selectedKey={records.some(({ id }) => id === value) ? (value ?? null) : null}
      onSelectionChange={(key) => {
        const chosen = records.find(({ id }) => id === key);
        if (!chosen) return;
        setText(shownText(chosen.name));
        tell(chosen.id);
      }}
      onFocus={onOpen}
      onOpenChange={(isOpen, trigger) => isOpen && setTyping(trigger === 'input')}
      onBlur={onLeave}
      isInvalid={error !== undefined}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <div className={styles.frame}>
        <Input className={fieldStyles.input} autoComplete="off" spellCheck="false" />
        <Button className={styles.open}>
          <ChevronDown size={16} aria-hidden />
        </Button>
      </div>
      <Text slot="description" className={fieldStyles.description}>
        {value !== undefined && name !== value && (
          <>
            ID: <code>{shownText(value)}</code>.{' '}
          </>
        )}
        {description}
      </Text>
      <FieldError className={fieldStyles.error}>{error}</FieldError>
      <Popover className={selectStyles.popover} {...(isChosen ? { isOpen: false } : {})}>
        <ListBox<NamedRecord>
          className={selectStyles.list}
          renderEmptyState={() => (
            <p className={styles.empty}>
              {isLoading ? 'Loading names …' : (problem ?? 'No match. You can paste an ID.')}
            </p>
          )}
        >
          {(record) => (
            <ListBoxItem id={record.id} textValue={shownText(record.name)} className={selectStyles.item}>
              <RecordLine record={record} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function matching(records: readonly NamedRecord[], text: string): readonly NamedRecord[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return records.filter(({ id, name, detail = '' }) => {
    const all = `${id} ${shownText(name)} ${detail}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** A record in a list: name, distinguishing detail and id. */
export const RecordLine = ({
  record: { id, name, detail },
}: {
  readonly record: NamedRecord;
}): ReactElement => (
  <span className={styles.line}>
    <span>
      <UntrustedText>{name}</UntrustedText>
      {detail !== undefined && (
        <span className={styles.detail}>
          {' '}
          <UntrustedText>{detail}</UntrustedText>
        </span>
      )}
    </span>
    {id !== name && (
      <code className={styles.id}>
        <UntrustedText>{id}</UntrustedText>
      </code>
    )}
  </span>
);
