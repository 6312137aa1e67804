/** Why a destination gets nothing, if a caller or the API turned it off. */
export type DisabledReason = 'caller' | 'invalid_address' | 'redirect' | 'sustained_failure';

/** What the spans sent to a destination hold (`BetaTelemetryDestinationTraces`). */
export interface TraceSettings {
  readonly content_mode: 'metadata_only' | 'content';
  readonly enabled: boolean;
  readonly endpoint_url: string | null;
  readonly max_content_bytes: number | null;
}

/** A workspace on a destination's list. */
export interface ListedWorkspace {
  /** The id of the workspace. */
  readonly id: string;
  readonly createdAt: number;
}

/** An OpenTelemetry endpoint that gets the traces of some workspaces. */
export interface TelemetryDestination {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  displayName: string | null;
  endpointUrl: string;
  /** Values never come back; only names are shown. */
  headers: Readonly<Record<string, string>>;
  disabledReason: DisabledReason | null;
  traces: TraceSettings;
  coverage: 'all' | 'include' | 'exclude';
  listed: readonly ListedWorkspace[];
  testedAt: number | null;
}
