/** The source of src/actions/api-types.generated.ts. */
export function generateTypes(): Promise<string>;
