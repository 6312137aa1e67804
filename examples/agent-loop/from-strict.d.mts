/** Turns the arguments of a strict tool into the input of its action. */
export declare function fromStrict(schema: object, value: unknown): unknown;
