export * from './consequences.js';
export { AnyInput, EmptyInput } from './common.inputs.js';
export {
  ActionHalfDone,
  ActionRefusal,
  ActionUnfit,
  type ActionOwner,
  type ActionSteps,
  type ComposedHandler,
  type ListCut,
  type ListRead,
  type ListStepOptions,
} from './composed-action.js';
export {
  defineAction,
  defineComposedAction,
  defineLimitedAction,
  lossOf,
  type Action,
  type Buckets,
  type TimeWindows,
  type BucketWidth,
  type ComposedAction,
  type HttpAction,
  type InputClass,
  type LimitedAction,
  type Method,
  type OutputClass,
  type PathParams,
  type ReadyAction,
} from './define-action.js';
export {
  defineLimitation,
  type Limitation,
  type LimitationKind,
  type LookUp,
  type RawInput,
  type RequiredCredential,
  type UpstreamRefusal,
} from './define-limitation.js';
export {
  defineResource,
  type ActionGroup,
  type ActionTypesOf,
  type CheckedResource,
  type Finder,
  type Finders,
  type Resource,
} from './define-resource.js';
export { DiscriminatedUnion, type Variants } from './discriminated-union.js';
export {
  CREATE,
  DELETE,
  DESTRUCTIVE_UPDATE,
  READ,
  REPLACE,
  TRIGGER,
  UPDATE,
  destructiveUpdateWhen,
  effectOf,
  powerOf,
  POWERS,
  powersOf,
  type Effect,
  type FieldValues,
  type Power,
  type Powerful,
} from './effects.js';
export * from './fields.js';
export {
  cents,
  CentsSum,
  compareAmounts,
  differenceOf,
  dollars,
  dollarText,
  sumOf,
  toCents,
  toDollars,
  type Cents,
  type Dollars,
} from './money.js';
export type { JsonSchema, SchemaConverters } from './json-schema.js';
export {
  action,
  actionsIn,
  field,
  hasReferences,
  msg,
  render,
  type Message,
  type MessagePart,
  type NameOf,
  type Reference,
  type Text,
} from './message.js';
export type { Wording } from './wording.js';
export { HOST, HttpsUrl, PATH, UrlMatching } from './url-field.js';
