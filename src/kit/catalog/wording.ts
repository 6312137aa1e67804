/** How fields and values are said to people, where their own name does not say it well. */
export interface Wording {
  /** Values of enums, by the API's own: `{ us: 'US' }`. All others follow from the value: `not_available` is "Not available". */
  readonly values: Readonly<Record<string, string>>;
  /** What null means in a field of a response: `{ expires_at: 'never' }`. In all other fields it is "none". */
  readonly nulls: Readonly<Record<string, string>>;
  /**
   * Fields of inputs and responses: `{ user_id: 'Member' }`. All others follow from the name: `display_name` is "Display name".
   * `users_get.user_id` is the field of the input of one action.
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * What a form says of a field of the input, where its description advises an agent: by its name, its path such as
   * `scope.type`, or one of them after the id of an action.
   */
  readonly hints?: Readonly<Record<string, string>>;
}
