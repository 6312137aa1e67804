/** Input of an action without fields. */
export class EmptyInput {}

/** Input of an action whose response does not depend on it. */
export class AnyInput {
  static readonly anyField = true;
}
