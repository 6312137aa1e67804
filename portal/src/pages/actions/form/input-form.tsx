// The package's index brings in a validator that is not installed, and that our policy would not let run.
import RjsfForm from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { useMemo, type ReactElement } from 'react';
import type { Issue } from '../../../api/problem-body.js';
import { RecordsWidget, RecordWidget } from '../pickers/record-widgets.js';
import type { ActionDescription, Input } from '../catalog/action.js';
import { formSchemaOf } from './form-schema.js';
import styles from './form.module.css';
import { withoutNulls } from './input-of.js';
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
import { ChoicesWidget } from './widgets/choices-widget.js';
import { DateTimeWidget, DateWidget } from './widgets/moment-widgets.js';
import { OrNoneWidget } from './widgets/or-none-widget.js';
import { BooleanWidget, SelectWidget } from './widgets/select-widget.js';
import { TagsWidget } from './widgets/tags-widget.js';
import { TextWidget } from './widgets/text-widget.js';

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

/** The fields of an action's input, from its JSON Schema; what is wrong stands at its field. */
export default function InputForm({
  action: { inputSchema, secretInput },
  data,
  issues,
  onChange,
}: {
  readonly action: ActionDescription;
  readonly data: Input;
  readonly issues: readonly Issue[];
  readonly onChange: (data: Input) => void;
}): ReactElement {
  const schema = useMemo(() => formSchemaOf(inputSchema), [inputSchema]);
  const uiSchema = useMemo(
    () => ({ ...uiSchemaOf(schema, secretInput), 'ui:submitButtonOptions': { norender: true } }),
    [schema, secretInput],
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
      onChange={({ formData }) => onChange(withoutNulls(inputSchema, formData))}
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

/** Nothing is filled in by itself but what an alternative is known by. */
const DEFAULTS = {
  emptyObjectFields: 'skipEmptyDefaults',
  arrayMinItems: { populate: 'never' },
  constAsDefaults: 'always',
} as const;
