/** What the ports of this host were given, for the test to compare. */
export class Records {
  readonly audited: string[] = [];
  readonly credentialEvents: string[] = [];
  readonly around: string[] = [];
  readonly events = new Set<string>();
  readonly paced = new Set<string>();
  /** Headers of the requests that the interceptors saw. */
  readonly headers: string[] = [];
  readonly internalErrors: string[] = [];
  readonly mismatches: string[] = [];
}
