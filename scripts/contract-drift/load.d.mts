interface Parameter {
  name: string;
  required: boolean;
  nullable?: boolean;
  enum?: string[];
}

/** The contract and the exceptions, as the comparison takes them. */
export interface DriftContract {
  operations: { id: string; path: string; path_params: Parameter[]; query: Parameter[]; body: Parameter[] }[];
  foreignOperations: { id: string; path: string }[];
  definitions: Record<string, { properties?: Record<string, unknown>; enum?: string[]; required?: string[] }>;
  exceptions: {
    onlyInContract: { operation: string; why: string }[];
    ignored: { difference: string; why: string }[];
  };
}

/** An SDK, read by the compiler. */
export interface DriftSdk {
  operations: ReadonlyMap<string, unknown>;
}

export function loadContract(): Promise<DriftContract>;
export function loadSdk(directory: string): DriftSdk;
