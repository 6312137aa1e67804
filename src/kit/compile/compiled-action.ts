import type {
  Action,
  Buckets,
  BucketWidth,
  ComposedAction,
  HttpAction,
  ReadyAction,
  TimeWindows,
} from '../catalog/define-action.js';
import { POWERS, powerOf, type Power } from '../catalog/effects.js';
import type { Limitation, RawInput } from '../catalog/define-limitation.js';
import type { ActionGroup, Finders, Resource } from '../catalog/define-resource.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import type { Wording } from '../catalog/wording.js';
import type { ApiRequest } from '../http/api-request.js';
import { examplesFor } from './examples.js';
import { fieldsOf, InputCheck, type CheckedInput } from './input-check.js';
import { inputSchemaOf, type Samples } from './input-schema.js';
import { inputTextsOf, labelOf, type InputTexts } from './input-texts.js';
import { outputSchemaOf, ownOutputSchemaOf, type SchemaDefinitions } from './output-schema.js';
import { outputWordsOf, type OutputWords } from './output-words.js';
import { isOwnCursor, type PagingStyle, type PagingStyles } from './paging.js';
import { compileRequest, requestFormOf, type RequestForm } from './request.js';
import { compileShape, type ShapeCheck } from './response-shape.js';

/** Fields that hold secrets: they reach the API or the caller, never a log, audit or store. */
export interface SecretFields {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

/** What all actions of a connector are compiled with. */
export interface CompileContext {
  readonly limitations: readonly Limitation[];
  readonly paging: PagingStyles;
  readonly schemas: SchemaDefinitions;
  readonly wording: Wording;
  readonly samples: Samples;
  readonly finders: Finders;
  /** Another action of the connector. */
  readonly find: (actionId: string) => CompiledAction | undefined;
  /** Masks what looks like a key in a text of the caller's. */
  readonly redact: (text: string) => string;
}

/**
 * An action with everything that running and describing it needs, prepared once. Schemas and the response check are
 * made when they are first read, because most processes use few of them.
 */
export class CompiledAction {
  readonly id: string;
  /** The request of the action; for an operation that the API lacks, the one that would ask for it. */
  readonly form?: RequestForm;
  /** Builds the request; undefined where there is none to send. */
  readonly request?: (input: RawInput) => ApiRequest;
  /** Every limitation that applies to the action. */
  readonly limitations: readonly Limitation[];
  /** Set where the API has no such operation: the limitation that explains it. */
  readonly unsupported?: Limitation;
  /** What its effect amounts to. */
  readonly power: Power;
  /** Set on lists. */
  readonly paging?: PagingStyle;
  readonly secrets: SecretFields;
  readonly #input: InputCheck;
  readonly #context: CompileContext;
  #inputSchema?: JsonSchema;
  #outputSchema?: JsonSchema;
  #shape?: ShapeCheck;
  #outputWords?: OutputWords;
  #inputTexts?: InputTexts;

  /** @throws Error where the action names a limitation or paging style that the connector does not define. */
  constructor(
    readonly action: Action,
    readonly group: ActionGroup,
    readonly packs: Resource['packs'],
    /** False for operations that listings show only when asked for all. */
    readonly listed: boolean,
    context: CompileContext,
  ) {
    const { id, input } = action;
    this.id = id;
    this.power = powerOf(action.effect);
    this.#context = context;
    const fields = fieldsOf(input);
    this.#input = new InputCheck(this, fields, context.redact);
    this.limitations = context.limitations.filter(({ actions }) => actions.includes(id));
    this.secrets = {
      input: action.secretInput ?? [],
      output: ('secretOutput' in action ? action.secretOutput : undefined) ?? [],
    };
    if ('limitation' in action) {
      this.form = requestFormOf(action.askedAs, fields);
      this.unsupported = known(
        this.limitations.find(({ id: one }) => one === action.limitation),
        id,
        action.limitation,
      );
    } else if ('route' in action) {
      this.form = requestFormOf(action.route, fields, ownFieldOf(action));
      this.paging = pagingOf(action, context.paging);
      this.request = compileRequest(action, this.form, this.paging?.slowWindow === true);
    } else {
      this.paging = pagingOf(action, context.paging);
    }
  }

  /** Checks an input; never throws: whatever is wrong is an issue. */
  check(raw: unknown): CheckedInput {
    return this.#input.check(raw);
  }

  /** Tells whether an input is valid, without the cost of saying why not. */
  accepts(input: RawInput): boolean {
    return this.#input.accepts(input);
  }

  /**
   * Of an action made of several operations, one of which is no read: the powers of all of them.
   * @throws Error where it names a part that is no operation of the connector.
   */
  get powers(): readonly Power[] | undefined {
    const { action } = this;
    if (!('handler' in action) || !action.parts) return undefined;
    const parts = action.parts.map((part) => known(this.#context.find(part), this.id, part).power);
    return POWERS.filter((power) => power === this.power || parts.includes(power));
  }

  /** JSON Schema of the input; descriptions are texts with references (see `renderSchema`). */
  get inputSchema(): JsonSchema {
    return (this.#inputSchema ??= inputSchemaOf(this.action.input, this.#context.samples));
  }

  /** JSON Schema of the response; undefined where the API has no such operation. */
  get outputSchema(): JsonSchema | undefined {
    if (!('output' in this.action)) return undefined;
    const { output } = this.action;
    return (this.#outputSchema ??=
      typeof output === 'string' ? outputSchemaOf(output, this.#context.schemas) : ownOutputSchemaOf(output));
  }

  /** The words of the response; undefined where the API has no such operation. */
  get outputWords(): OutputWords | undefined {
    const { outputSchema } = this;
    if (outputSchema === undefined) return undefined;
    return (this.#outputWords ??= outputWordsOf(outputSchema, this.inputSchema, this.#context.wording));
  }

  /** What a form of the action says beside the titles of its fields. */
  get inputTexts(): InputTexts {
    return (this.#inputTexts ??= inputTextsOf(this.id, this.inputSchema, this.#context.wording));
  }

  /** The label of a field of the input or the response. */
  readonly labelOf = (field: string): string => labelOf(this.#context.wording, this.id, field);

  /** The labels that do not follow from the names of their fields. */
  get labels(): Wording['labels'] {
    return this.#context.wording.labels;
  }

  /** Compares a response with its schema. */
  get shape(): ShapeCheck | undefined {
    if (this.#shape === undefined && this.outputSchema) this.#shape = compileShape(this.outputSchema);
    return this.#shape;
  }

  /** Valid inputs that resemble a refused one: of its variant, or one of each where it has none. */
  examplesFor(raw: unknown): readonly object[] {
    return examplesFor(this, raw);
  }

  /** A value that a field of this schema accepts, for examples; undefined where none is known. */
  sampleOf(name: string, schema: JsonSchema): unknown {
    const {
      examples,
      default: standard,
      enum: values,
      minimum,
    } = schema as Partial<Record<string, unknown[]>>;
    return examples?.[0] ?? standard ?? values?.[0] ?? minimum ?? this.#sampleId(name);
  }

  /** The list in which a caller finds an id who gave something else; filtered by what was given, where the list can. */
  finding(path: string, given: unknown): ReadyAction | undefined {
    const finder = byFieldName(this.#context.finders, path)?.value;
    if (!finder) return undefined;
    const { actionId, by } = finder;
    const list = this.#context.find(actionId);
    const known = [given].flat().find((one) => by !== undefined && list?.accepts({ [by]: one }));
    return { actionId, input: by === undefined || known === undefined ? {} : { [by]: known } };
  }

  /** Field of the response that holds the items of a list, or the main list of a composed action. */
  get itemsField(): string | undefined {
    if (this.paging) return this.paging.itemsField ?? 'data';
    return 'itemsField' in this.action ? this.action.itemsField : undefined;
  }

  /** Field of the input that sets how many items a page holds. */
  get sizeField(): string {
    return this.paging?.sizeField ?? 'limit';
  }

  /** The most items that the API returns in one page; undefined where the input sets no size. */
  pageCap(input: RawInput): number | undefined {
    return this.buckets ? this.bucketOf(input)?.cap : this.largestSize;
  }

  /** The largest value of that field; undefined where the input sets no size. */
  get largestSize(): number | undefined {
    const properties = this.inputSchema['properties'] as Readonly<Record<string, { maximum?: number }>>;
    return properties[this.sizeField]?.maximum;
  }

  /** Set on reports of time buckets. */
  get buckets(): Buckets | undefined {
    return 'buckets' in this.action ? this.action.buckets : undefined;
  }

  /** The time buckets of an input of such a report. */
  bucketOf(input: RawInput): BucketWidth | undefined {
    const { buckets } = this;
    return buckets?.widths[(input[buckets.width] as string | undefined) ?? buckets.defaultWidth];
  }

  /** Set on reports of rows that are read in windows of time. */
  get windows(): TimeWindows | undefined {
    return 'windows' in this.action ? this.action.windows : undefined;
  }

  /** Whether the range of an input of such a report is longer than one request covers. */
  spansWindows(input: RawInput): boolean {
    const { windows } = this;
    const end = windows && input[windows.end];
    if (!windows || typeof end !== 'string') return false;
    if (!windows.buckets) return true;
    const width = windows.buckets.widths[String(input[windows.buckets.width])];
    const span = Date.parse(end) - Date.parse(String(input[windows.start]));
    return width !== undefined && span > width.ms * width.cap;
  }

  /** Whether an input asks for more than one request to the API returns. */
  takesSeveralPages(input: RawInput, all: boolean | undefined): boolean {
    if (all === true || this.spansWindows(input)) return true;
    if ((this.buckets ?? this.windows) && isOwnCursor(input['page'])) return true;
    const size = input[this.sizeField] as number | undefined;
    return size !== undefined && size > (this.pageCap(input) ?? Infinity);
  }

  #sampleId(path: string): unknown {
    const sample = byFieldName(this.#context.samples, path);
    return sample?.many === true ? [sample.value] : sample?.value;
  }
}

/** What a field has in a table by names; a list of ids has what one of them has. */
function byFieldName<Value>(
  table: Readonly<Record<string, Value>>,
  path: string,
): { readonly value: Value | undefined; readonly many: boolean } | undefined {
  if (Object.hasOwn(table, path)) return { value: table[path], many: false };
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (Object.hasOwn(table, name)) return { value: table[name], many: false };
  const one = name.replace(/s$/, '');
  return Object.hasOwn(table, one) ? { value: table[one], many: true } : undefined;
}

/** A field of the input that the API does not know: the end of a range of days. */
const ownFieldOf = ({ windows }: HttpAction): string | undefined =>
  windows && !windows.buckets ? windows.end : undefined;

function pagingOf(action: HttpAction | ComposedAction, styles: PagingStyles): PagingStyle | undefined {
  const { id, paging } = action;
  if (paging === undefined) return undefined;
  const style = known(styles[paging], id, paging);
  const itemsField = 'itemsField' in action ? action.itemsField : undefined;
  return itemsField === undefined ? style : { ...style, itemsField };
}

function known<T>(value: T | undefined, actionId: string, name: string): T {
  if (value === undefined) throw new Error(`The action "${actionId}" names "${name}", which is not defined.`);
  return value;
}
