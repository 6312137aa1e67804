import { WEEKDAYS } from '../cedar/catalogue.js';

/** A field of the form of a template. */
export interface TemplateField {
  readonly name: string;
  /** JSON Schema of the value, with its title, description and default. */
  readonly schema: {
    readonly type: 'array' | 'integer' | 'string' | 'boolean';
    readonly title: string;
    readonly description: string;
    readonly default?: unknown;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly pattern?: string;
    readonly enum?: readonly string[];
    readonly items?: {
      readonly type: 'string';
      readonly pattern?: string;
      readonly enum?: readonly string[];
    };
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly maxLength?: number;
  };
}

/** The values of a form by the names of its fields, each of the type of its field. */
export type FormValues = Readonly<Record<string, unknown>>;

/** A policy as a form. */
export interface Template {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly TemplateField[];
  /** Makes the policy. */
  readonly cedar: (values: FormValues) => string;
}

/** A text in Cedar. */
const quoted = (text: unknown): string => JSON.stringify(String(text));
const list = (texts: unknown): string => `[${(texts as readonly unknown[]).map(quoted).join(', ')}]`;

const APPROVERS: TemplateField = {
  name: 'approvers',
  schema: {
    type: 'array',
    title: 'Approvers',
    description:
      'Who may approve: permission:<permission> or user:<id>. Everybody who may decide approvals if empty.',
    default: [],
    items: { type: 'string', pattern: '^(permission|user):[^\\s,]{1,200}$' },
    maxItems: 20,
  },
};

const WINDOW: TemplateField = {
  name: 'window',
  schema: {
    type: 'string',
    title: 'Window',
    description: 'How long an approval may be used, such as 30m, 8h or 7d.',
    default: '24h',
    pattern: '^([1-9]\\d{0,2}m|[1-9]\\d?h|([1-9]|[12]\\d|30)d)$',
  },
};

const READS: TemplateField = {
  name: 'reads',
  schema: {
    type: 'boolean',
    title: 'Reads too',
    description: 'Whether it applies to reads.',
    default: false,
  },
};

const approval = ({ approvers, window }: FormValues): string =>
  `${(approvers as readonly unknown[]).length === 0 ? '' : `@approvers(${quoted((approvers as readonly unknown[]).join(', '))})\n`}@window(${quoted(window)})`;

const ofWrites = ({ reads }: FormValues): string => (reads === true ? '' : 'context.effect != "read" && ');

/** The policies that are made by a form, in the order in which they are shown. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'agents-read-only',
    title: 'Agents read only',
    description: 'Agents and scripts change nothing, whatever their token permits.',
    fields: [],
    cedar: () => `@id("agents-read-only")
@title("Agents read only")
@reason("Agents and scripts may not change anything")
forbid (principal is Agent, action, resource)
unless { context.effect == "read" };`,
  },
  {
    id: 'agents-ask',
    title: "Agents' writes by approval",
    description: 'What an agent or a script changes takes the approval of a person.',
    fields: [APPROVERS, WINDOW],
    cedar: (values) => `@id("agents-ask")
@title("Changes by agents take an approval")
@reason("A person has to approve what an agent changes")
${approval(values)}
forbid (principal is Agent, action, resource)
unless { context.effect == "read" || context.approved };`,
  },
  {
    id: 'destructive-by-two',
    title: 'Destructive by two people',
    description: 'What cannot be reversed takes the approval of several people beside the one who asks.',
    fields: [
      {
        name: 'quorum',
        schema: {
          type: 'integer',
          title: 'Approvals',
          description: 'How many people have to approve.',
          default: 2,
          minimum: 1,
          maximum: 10,
        },
      },
      APPROVERS,
      WINDOW,
    ],
    cedar: (values) => `@id("destructive-by-two")
@title("What cannot be reversed takes approvals")
@reason("It loses something that cannot be restored")
@quorum(${quoted(values['quorum'])})
${approval(values)}
forbid (principal, action, resource)
when { context.effect == "destructive" }
unless { context.approved };`,
  },
  {
    id: 'office-hours',
    title: 'Nothing outside office hours',
    description: 'Changes only on some days and in some hours, in the time zone of the policies.',
    fields: [
      {
        name: 'days',
        schema: {
          type: 'array',
          title: 'Days',
          description: 'The days on which changes are possible.',
          default: WEEKDAYS.slice(0, 5),
          items: { type: 'string', enum: WEEKDAYS },
          minItems: 1,
          maxItems: 7,
        },
      },
      {
        name: 'from',
        schema: {
          type: 'integer',
          title: 'From',
          description: 'The first hour.',
          default: 8,
          minimum: 0,
          maximum: 23,
        },
      },
      {
        name: 'until',
        schema: {
          type: 'integer',
          title: 'Until',
          description: 'The hour at which it ends.',
          default: 18,
          minimum: 1,
          maximum: 24,
        },
      },
      READS,
    ],
    cedar: (values) => `@id("office-hours")
@title("Nothing outside office hours")
@reason(${quoted(`Changes are possible from ${String(values['from'])} to ${String(values['until'])} o'clock on working days`)})
forbid (principal, action, resource)
when {
  ${ofWrites(values)}!(
    ${list(values['days'])}.contains(context.weekday) &&
    context.hour >= ${String(values['from'])} && context.hour < ${String(values['until'])}
  )
};`,
  },
  {
    id: 'only-workspaces',
    title: 'Only these workspaces',
    description: 'Changes only where the input names one of these workspaces.',
    fields: [
      {
        name: 'workspaces',
        schema: {
          type: 'array',
          title: 'Workspaces',
          description: 'Ids of workspaces.',
          default: ['wrkspc_01example'],
          items: { type: 'string', pattern: '^wrkspc_[A-Za-z0-9]{1,64}$' },
          minItems: 1,
          maxItems: 100,
        },
      },
      READS,
    ],
    cedar: (values) => `@id("only-workspaces")
@title("Only these workspaces")
@reason("The call is about another workspace, or about none")
forbid (principal, action, resource)
when { ${ofWrites(values)}true }
unless {
  context.input has workspace_id &&
  ${list(values['workspaces'])}.contains(context.input.workspace_id)
};`,
  },
  {
    id: 'scripts-change-no-keys',
    title: 'No key changes by scripts',
    description: 'Agents and scripts neither change nor remove keys, whatever their token permits.',
    fields: [],
    cedar: () => `@id("scripts-change-no-keys")
@title("Scripts change no keys")
@reason("A person has to change keys")
forbid (principal is Agent, action in Action::"pack:keys", resource)
unless { context.effect == "read" };`,
  },
];
