interface Parameter {
  name: string;
  required: boolean;
  nullable?: boolean;
  enum?: string[];
}

interface CodedError {
  error_code: string;
  http_class: string;
}

/** The contract and the exceptions, as the comparison takes them. */
export interface DriftContract {
  operations: {
    id: string;
    path: string;
    path_params: Parameter[];
    query: Parameter[];
    body: Parameter[];
    beta_headers: { required: string[]; sdk_sends: string[]; beta_sdk_sends: string[]; optional?: string[] };
    errors: CodedError[];
    beta_errors?: CodedError[];
  }[];
  foreignOperations: { id: string; path: string; error_codes?: string[] }[];
  effects: { error_code: string }[];
  definitions: Record<string, { properties?: Record<string, unknown>; enum?: string[]; required?: string[] }>;
  exceptions: {
    onlyInContract: { operation: string; why: string }[];
    ignored: { difference: string; why: string }[];
  };
}

/** An operation of an SDK, as far as tests change it. */
export interface SdkOperation {
  /** Class of HTTP error by error code. */
  errors: Map<string, string>;
  betasSpokenOf: string[];
}

/** An SDK, read by the compiler. */
export interface DriftSdk {
  operations: ReadonlyMap<string, SdkOperation>;
  /** Of every class of errors, also of those that no operation on the organization throws. */
  errorCodes: ReadonlySet<string>;
}

export function loadContract(): Promise<DriftContract>;
export function loadSdk(directory: string): DriftSdk;
