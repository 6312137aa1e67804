import type { Action, HttpAction } from '../catalog/define-action.js';
import type { Limitation, RawInput } from '../catalog/define-limitation.js';
import type { ActionGroup, Resource } from '../catalog/define-resource.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import type { ApiRequest } from '../http/api-request.js';
import { fieldsOf, InputCheck, type CheckedInput } from './input-check.js';
import { inputSchemaOf, type Samples } from './input-schema.js';
import { outputSchemaOf, type SchemaDefinitions } from './output-schema.js';
import type { PagingStyle, PagingStyles } from './paging.js';
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
  readonly samples: Samples;
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
  /** Set on lists. */
  readonly paging?: PagingStyle;
  readonly secrets: SecretFields;
  readonly #input: InputCheck;
  readonly #context: CompileContext;
  #inputSchema?: JsonSchema;
  #outputSchema?: JsonSchema;
  #shape?: ShapeCheck;

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
      this.form = requestFormOf(action.route, fields);
      this.paging = pagingOf(action, context.paging);
      this.request = compileRequest(action, this.form, this.paging?.slowWindow === true);
    }
  }

  /** Checks an input; never throws: whatever is wrong is an issue. */
  check(raw: unknown): CheckedInput {
    return this.#input.check(raw);
  }

  /** JSON Schema of the input; descriptions are texts with references (see `renderSchema`). */
  get inputSchema(): JsonSchema {
    return (this.#inputSchema ??= inputSchemaOf(this.action.input, this.#context.samples));
  }

  /** JSON Schema of the response; undefined where the API has no such operation. */
  get outputSchema(): JsonSchema | undefined {
    if (!('output' in this.action)) return undefined;
    return (this.#outputSchema ??= outputSchemaOf(this.action.output, this.#context.schemas));
  }

  /** Compares a response with its schema. */
  get shape(): ShapeCheck | undefined {
    if (this.#shape === undefined && this.outputSchema) this.#shape = compileShape(this.outputSchema);
    return this.#shape;
  }

  /** A value that a field accepts, for error messages; undefined where none is known. */
  sampleFor(path: string): unknown {
    const { example } = this.action as { example: Readonly<Record<string, unknown>> };
    if (Object.hasOwn(example, path)) return example[path];
    const properties = (this.inputSchema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
    const {
      examples,
      default: standard,
      enum: values,
      minimum,
    } = (Object.hasOwn(properties, path) ? properties[path] : {}) as Readonly<
      Record<string, unknown[] | undefined>
    >;
    return examples?.[0] ?? standard ?? values?.[0] ?? minimum ?? this.#sampleId(path);
  }

  /** The most items that the API returns in one page; undefined where it takes no limit. */
  pageCap(input: RawInput): number | undefined {
    if ('bucketCaps' in this.action && this.action.bucketCaps) {
      return this.action.bucketCaps[(input['bucket_width'] as string | undefined) ?? '1d'];
    }
    const { limit } = this.inputSchema['properties'] as { limit?: { maximum?: number } };
    return limit?.maximum;
  }

  #sampleId(path: string): unknown {
    const name = path.slice(path.lastIndexOf('.') + 1);
    const { samples } = this.#context;
    if (Object.hasOwn(samples, name)) return samples[name];
    const one = name.replace(/s$/, '');
    return Object.hasOwn(samples, one) ? [samples[one]] : undefined;
  }
}

function pagingOf({ id, paging }: HttpAction, styles: PagingStyles): PagingStyle | undefined {
  return paging === undefined ? undefined : known(styles[paging], id, paging);
}

function known<T>(value: T | undefined, actionId: string, name: string): T {
  if (value === undefined) throw new Error(`The action "${actionId}" names "${name}", which is not defined.`);
  return value;
}
