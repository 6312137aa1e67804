/** Why a destination is disabled. */
export type DisabledReason = 'caller' | 'invalid_address' | 'redirect' | 'sustained_failure';

/** The trace settings of a destination (`BetaTelemetryDestinationTraces`). */
export interface TraceSettings {
  readonly content_mode: 'metadata_only' | 'content';
  readonly enabled: boolean;
  readonly endpoint_url: string | null;
  readonly max_content_bytes: number | null;
}

/** A workspace in the list of a destination. */
export interface ListedWorkspace {
  /** The workspace id. */
  readonly id: string;
  readonly createdAt: number;
}

/** An OpenTelemetry endpoint that receives the traces of workspaces. */
export interface TelemetryDestination {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  displayName: string | null;
  endpointUrl: string;
  /** Responses contain only the names, never the values. */
  headers: Readonly<Record<string, string>>;
  disabledReason: DisabledReason | null;
  traces: TraceSettings;
  coverage: 'all' | 'include' | 'exclude';
  listed: readonly ListedWorkspace[];
  testedAt: number | null;
}
