// The index of the package imports a validator that is not installed and that the content security policy would block.
import RjsfForm from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Issue } from '../../../api/api-problem.js';
import { useConnector } from '../../../session/connector-context.js';
import { RecordsWidget, RecordWidget } from '../pickers/record-widgets.js';
import { sourcesOf } from '../pickers/sources.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { formSchemaOf } from './form-schema.js';
import styles from './form.module.css';
import { hiddenFields, withoutFields } from './hidden-fields.js';
import { withoutNulls, withoutOtherVariant } from './input-of.js';
import { issueTree } from './issue-tree.js';
import { StringMapField } from './string-map-field.js';
import {
  ArrayFieldItemTemplate,
  ArrayFieldTemplate,
  FieldTemplate,
  MultiSchemaFieldTemplate,
  ObjectFieldTemplate,
} from './templates.js';
import { uiSchemaOf } from './ui-schema.js';
import { validator } from './validator.js';
import { ChoicesWidget, BooleanWidget, SelectWidget } from './widgets/select-widget.js';
import { CentsWidget } from './widgets/cents-widget.js';
import { DateTimeWidget, DateWidget } from './widgets/date-widgets.js';
import { OrNoneWidget, TextWidget } from './widgets/text-widget.js';
import { TagsWidget } from './widgets/tags-widget.js';

const WIDGETS = {
  TextWidget,
  EmailWidget: TextWidget,
  URLWidget: TextWidget,
  UpDownWidget: TextWidget,
  SelectWidget,
  CheckboxWidget: BooleanWidget,
  DateWidget,
  DateTimeWidget,
  orNone: OrNoneWidget,
  cents: CentsWidget,
  choices: ChoicesWidget,
  tags: TagsWidget,
  record: RecordWidget,
  records: RecordsWidget,
};

const TEMPLATES = {
  FieldTemplate,
  ObjectFieldTemplate,
  MultiSchemaFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
};

/** The fields of an action's input, from its JSON Schema; each error is shown at its field. */
export default function InputForm({
  action,
  data,
  issues,
  onChange,
  onFilledIn,
}: {
  readonly action: ActionDescription;
  readonly data: ActionInput;
  readonly issues: readonly Issue[];
  readonly onChange: (data: ActionInput) => void;
  /** Called before with what the form filled in by itself. */
  readonly onFilledIn: (data: ActionInput) => void;
}): ReactElement {
  const { inputSchema } = action;
  const sources = sourcesOf(useConnector().id);
  const hidden = hiddenFields(action, data).join(' ');
  const schema = useMemo(
    () => formSchemaOf(withoutFields(inputSchema, hidden.split(' ')), action),
    [inputSchema, action, hidden],
  );
  const uiSchema = useMemo(
    () => ({ ...uiSchemaOf(schema, sources, action), 'ui:submitButtonOptions': { norender: true } }),
    [schema, sources, action],
  );
  const errors = useMemo(() => issueTree(inputSchema, issues).tree, [inputSchema, issues]);
  return (
    <RjsfForm
      tagName="div"
      className={styles.fields}
      schema={schema as RJSFSchema}
      uiSchema={uiSchema}
      validator={validator}
      formData={data}
      onChange={({ formData }, field) => {
        const input = withoutNulls(inputSchema, withoutOtherVariant(inputSchema, data, formData));
        if (field === undefined) onFilledIn(input);
        onChange(input);
      }}
      extraErrors={errors}
      widgets={WIDGETS}
      fields={FIELDS}
      templates={TEMPLATES}
      noValidate
      noHtml5Validate
      showErrorList={false}
      experimental_defaultFormStateBehavior={DEFAULTS}
    />
  );
}

const FIELDS = { StringMap: StringMapField };

/** Only the discriminator of an alternative is filled in automatically. */
const DEFAULTS = {
  emptyObjectFields: 'skipEmptyDefaults',
  arrayMinItems: { populate: 'never' },
  constAsDefaults: 'always',
} as const;
