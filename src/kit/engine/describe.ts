import type { Action, HttpAction } from '../catalog/define-action.js';
import type { Limitation } from '../catalog/define-limitation.js';
import type { ActionGroup } from '../catalog/define-resource.js';
import type { Effect, Power } from '../catalog/effects.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { render, type Message, type NameOf, type Text } from '../catalog/message.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { draft07 } from '../compile/draft-07.js';
import { renderSchema } from '../compile/input-schema.js';
import type { RequestForm } from '../compile/request.js';
import { withTitles, withoutTitles } from '../compile/titles.js';

/** A limitation as the catalogue shows it. */
export interface DescribedLimitation extends Pick<
  Limitation,
  'id' | 'kind' | 'fields' | 'anyValue' | 'title' | 'reason' | 'reference' | 'checked' | 'credential'
> {
  readonly workaround: string;
  /** Set where a refusal can name an action to run instead, depending on the input. */
  readonly hasAlternative?: true;
}

/** An action in a listing. */
export interface ActionSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What it does, for people, where the description advises agents. */
  readonly about?: string;
  readonly group: ActionGroup;
  /** Tool packs that offer the action to agents. */
  readonly packs: readonly string[];
  readonly effect: Effect;
  /** Of an action made of several operations, one of which is no read: the powers of all of them. */
  readonly powers?: readonly Power[];
  /** False where the API has no such operation: running it returns the workaround. */
  readonly available: boolean;
  readonly beta: boolean;
  /** Listed to agents although in beta: the API recommends it over what is not. */
  readonly recommended?: true;
  /** Other words by which a person may search for it. */
  readonly keywords?: readonly string[];
}

/** Everything about one action. */
export interface ActionDescription extends ActionSummary {
  /** Method and path template of the operation; absent where the API has none. */
  readonly route?: string;
  /** Where the API has no such operation, or none for this credential: the request that would ask for it. */
  readonly askedAs?: string;
  /** Method, path and the place of each input field; absent for an action made of several operations. */
  readonly request?: RequestForm;
  readonly operation?: string;
  readonly paging?: string;
  /** Of lists, and of responses made around a list: the field of the response that holds the items. */
  readonly itemsField?: string;
  /** Of lists: the field of the input that sets how many items a page holds; absent where none does. */
  readonly sizeField?: string;
  readonly betas?: readonly string[];
  /** What no documentation states and the catalogue takes for granted; the description ends with it. */
  readonly assumed?: string;
  readonly example: object;
  /** What running it does to one object, as a person says it: texts and fields of the input, whose names belong there. */
  readonly deed?: Message;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema;
  /** Fields of input and response that people call otherwise than by the words of their name, such as `user_id` and "Member". */
  readonly labels?: Readonly<Record<string, string>>;
  /** Hints for people by the path of a field of the input, where its description advises agents. */
  readonly inputHints?: Readonly<Record<string, string>>;
  /** Of fields of the input with a set of values: those values in words. */
  readonly inputWords?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Fields of the input that hold secrets: mask them, and keep them out of logs. */
  readonly secretInput?: readonly string[];
  /** Fields of the input that are amounts of money, with their unit. */
  readonly inputUnits?: Readonly<Record<string, 'cents'>>;
  /** Fields of the response, at any depth, that are amounts of money where a `currency` is beside or above them, with their unit. */
  readonly outputUnits?: Readonly<Record<string, 'cents' | 'dollars'>>;
  /** Of fields of the response, at any depth, whose values the API names: those values in words, such as `read_only` and "Read only". */
  readonly outputWords?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What null means in a field of the response, such as "never"; in all other fields it is "none". */
  readonly outputNulls?: Readonly<Record<string, string>>;
  /** Fields of the response that the API shows once. */
  readonly secretOutput?: readonly string[];
  readonly limitations: readonly DescribedLimitation[];
}

/** How a description is written. */
export interface DescribeOptions {
  /** The names by which texts mention actions; their ids if omitted. */
  readonly nameOf?: NameOf;
  /** The version of JSON Schema; `draft-07` has patterns in place of formats, for validators without them. 2020-12 if omitted. */
  readonly schema?: '2020-12' | 'draft-07';
  /** False: schemas without a `title` for each field and variant, for readers that pay by size. */
  readonly titles?: boolean;
}

const itself: NameOf = (id) => id;

/** The action in a listing; texts mention actions in the names of the surface. The caller owns all of it. */
export function summarize({ action, group, packs, powers }: CompiledAction, nameOf = itself): ActionSummary {
  const { id, title, description, about, effect, keywords } = action;
  const { betas, assumed, recommended }: Partial<HttpAction> = 'route' in action ? action : {};
  const withAssumed = (text: Text): string =>
    [render(text, nameOf), ...(assumed === undefined ? [] : [assumed])].join(' ');
  return structuredClone({
    id,
    title,
    description: withAssumed(description),
    ...(about === undefined ? {} : { about: withAssumed(about) }),
    group,
    packs,
    effect,
    ...(powers ? { powers } : {}),
    available: !('limitation' in action),
    beta: betas !== undefined,
    ...(recommended ? { recommended } : {}),
    ...(keywords ? { keywords } : {}),
  });
}

/** The action with its schemas and limitations. The caller owns all of it: changing it changes no connector. */
export function describeAction(
  compiled: CompiledAction,
  { nameOf = itself, schema = '2020-12', titles = true }: DescribeOptions = {},
): ActionDescription {
  const { action, form, paging, inputSchema, outputSchema, outputWords, secrets, limitations } = compiled;
  const { hints, values } = compiled.inputTexts;
  const written = (given: JsonSchema): JsonSchema => {
    const titled = titles ? withTitles(given, compiled.labelOf) : withoutTitles(given);
    return schema === 'draft-07' ? draft07(titled) : titled;
  };
  return structuredClone({
    ...summarize(compiled, nameOf),
    ...routeOf(action),
    ...(compiled.itemsField === undefined ? {} : { itemsField: compiled.itemsField }),
    ...(paging && hasField(inputSchema, compiled.sizeField) ? { sizeField: compiled.sizeField } : {}),
    ...(form ? { request: form } : {}),
    example: action.example,
    ...(action.deed ? { deed: action.deed } : {}),
    ...(compiled.labels ? { labels: compiled.labels } : {}),
    ...(isEmpty(hints) ? {} : { inputHints: hints }),
    ...(isEmpty(values) ? {} : { inputWords: values }),
    inputSchema: written(renderSchema(inputSchema, nameOf)),
    ...(outputSchema ? { outputSchema: written(outputSchema) } : {}),
    ...(secrets.input.length > 0 ? { secretInput: secrets.input } : {}),
    ...(action.inputUnits ? { inputUnits: action.inputUnits } : {}),
    ...(action.outputUnits ? { outputUnits: action.outputUnits } : {}),
    ...(outputWords
      ? { outputWords: outputWords.values, outputNulls: { ...outputWords.nulls, ...action.outputNulls } }
      : {}),
    ...(secrets.output.length > 0 ? { secretOutput: secrets.output } : {}),
    limitations: limitations.map((limitation) => describeLimitation(limitation, nameOf)),
  });
}

const isEmpty = (table: object): boolean => Object.keys(table).length === 0;

const hasField = ({ properties }: JsonSchema, name: string): boolean => Object.hasOwn(properties ?? {}, name);

function routeOf(action: Action): Partial<ActionDescription> {
  if ('askedAs' in action) return { askedAs: action.askedAs };
  if (!('route' in action)) return {};
  const { route, operation, paging, betas, assumed } = action;
  return {
    route,
    operation,
    ...(paging ? { paging } : {}),
    ...(betas ? { betas } : {}),
    ...(assumed === undefined ? {} : { assumed }),
  };
}

function describeLimitation(limitation: Limitation, nameOf: NameOf): DescribedLimitation {
  const { id, kind, fields, anyValue, title, reason, workaround, reference, checked, credential } =
    limitation;
  return {
    id,
    kind,
    ...(fields ? { fields } : {}),
    ...(anyValue ? { anyValue } : {}),
    title,
    reason,
    workaround: render(workaround, nameOf),
    reference,
    checked,
    ...(credential ? { credential } : {}),
    ...(limitation.alternative ? { hasAlternative: true } : {}),
  };
}
