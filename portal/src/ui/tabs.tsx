import type { ReactElement, ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import styles from './tabs.module.css';

/** One of several views. */
export interface TabView {
  readonly id: string;
  readonly title: string;
  readonly view: ReactNode;
}

/** Several views of the same thing, one at a time. */
export function Tabs({
  label,
  views,
  selected,
  onSelect,
}: {
  readonly label: string;
  readonly views: readonly TabView[];
  /** Id of the view that is shown; missing where the tabs keep it themselves. */
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}): ReactElement {
  return (
    <AriaTabs
      className={styles.tabs}
      selectedKey={selected}
      onSelectionChange={(id) => onSelect?.(String(id))}
    >
      <TabList aria-label={label} className={styles.list}>
        {views.map(({ id, title }) => (
          <Tab key={id} id={id} className={styles.tab}>
            {title}
          </Tab>
        ))}
      </TabList>
      {views.map(({ id, view }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          {view}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
