import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Button } from '../../../ui/button.js';
import widgetStyles from '../form/widgets/widgets.module.css';
import styles from './outcome.module.css';
import { useReading } from './reading.js';

/** Buttons of a table, of which the first tells how many columns are shown, and opens the choice of them. */
export function TableTools({
  all,
  shown,
  onChange,
  children,
}: {
  readonly all: readonly string[];
  readonly shown: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
  /** Further buttons. */
  readonly children: ReactNode;
}): ReactElement {
  const { labelOf } = useReading();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={styles.tools}>
        <Button aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>
          {`Columns (${shown.length} of ${all.length})`}
        </Button>
        {children}
      </div>
      <div id={id} hidden={!isOpen}>
        <CheckboxGroup
          aria-label="Columns"
          className={widgetStyles.boxes}
          value={[...shown]}
          onChange={onChange}
        >
          {all.map((name) => (
            <Checkbox
              key={name}
              value={name}
              className={widgetStyles.box}
              isDisabled={shown.length === 1 && shown[0] === name}
            >
              <span className={widgetStyles.tick} aria-hidden />
              {labelOf(name)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      </div>
    </>
  );
}
