import type { WidgetProps } from '@rjsf/utils';
import { useState, type ReactElement } from 'react';
import { fieldPropsOf } from '../form/widgets/field-props.js';
import { usePendingItems } from '../form/widgets/pending-items.js';
import { TagList } from '../form/widgets/tag-list.js';
import widgetStyles from '../form/widgets/widgets.module.css';
import { RecordBox } from './record-box.js';
import { useRecords } from './records-api.js';

/** The id of one record. */
export function RecordWidget(props: WidgetProps): ReactElement {
  const { records, isLoading, shortcoming, load } = useRecords(props.name);
  const { description, ...words } = fieldPropsOf(props);
  return (
    <RecordBox
      {...words}
      description={
        <>
          {description} {shortcoming}
        </>
      }
      records={records}
      isLoading={isLoading}
      problem={records.length === 0 ? shortcoming : undefined}
      value={typeof props.value === 'string' ? props.value : undefined}
      onChange={props.onChange}
      onOpen={load}
    />
  );
}

/** The ids of several records: a selected or typed one is added to the list. */
export function RecordsWidget(props: WidgetProps): ReactElement {
  const { records, isLoading, shortcoming, load } = useRecords(props.name);
  const [typed, setTyped] = useState<string>();
  const { description, ...words } = fieldPropsOf(props);
  const values = Array.isArray(props.value) ? (props.value as string[]) : [];
  const { kept, type, settle } = usePendingItems(values, props.onChange);
  const change = (id: string | undefined): void => {
    const isChosen = records.some((record) => record.id === id);
    setTyped(isChosen ? undefined : id);
    type(id === undefined ? [] : [id]);
    if (isChosen) settle(() => undefined);
  };
  return (
    <div className={widgetStyles.list}>
      <TagList
        label={props.label}
        values={kept}
        nameOf={(id) => records.find((record) => record.id === id)?.name ?? id}
        onRemove={props.onChange}
      />
      <RecordBox
        {...words}
        description={
          <>
            {description} {shortcoming}
          </>
        }
        records={records.filter(({ id }) => !kept.includes(id))}
        isLoading={isLoading}
        problem={records.length === 0 ? shortcoming : undefined}
        value={typed}
        onChange={change}
        onOpen={load}
        onLeave={() => typed !== undefined && settle(() => setTyped(undefined))}
      />
    </div>
  );
}
