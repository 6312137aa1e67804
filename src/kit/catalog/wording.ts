/** How values of responses are said to people, where their own name does not say it well. */
export interface Wording {
  /** Values of enums, by the API's own: `{ us: 'US' }`. All others follow from the value: `not_available` is "Not available". */
  readonly values: Readonly<Record<string, string>>;
  /** What null means in a field of a response: `{ expires_at: 'never' }`. In all other fields it is "none". */
  readonly nulls: Readonly<Record<string, string>>;
}
