import type { Action } from '../catalog/define-action.js';
import type { NameOf, Text } from '../catalog/message.js';
import { Catalog, type CatalogDefinition } from '../compile/compile-catalog.js';
import { ConnectionService } from '../connections/connection-service.js';
import type { CredentialProvider } from '../connections/credential-provider.js';
import { InMemoryConnectionStore } from '../connections/in-memory-connection-store.js';
import { ApiClient, redactKeys, systemRuntime, type WireProfile } from '../http/index.js';
import type { InvocationContext, PlanContext } from './context.js';
import { CredentialResolver } from './credential.js';
import {
  describeAction,
  summarize,
  type ActionDescription,
  type ActionSummary,
  type DescribeOptions,
} from './describe.js';
import type { ErrorCode } from './error-codes.js';
import { InMemoryIdempotencyStore } from './in-memory-idempotency-store.js';
import { Engine } from './invoke.js';
import { items, rowsOf, type InvokeList } from './items.js';
import { checkOptions, DEFAULT_SETTINGS, type ConnectorOptions } from './options.js';
import { RememberedLists } from './remembered-lists.js';
import type { ForeseenRequest, Outcome, PlannedRequest } from './outcome.js';
import { organizationProbe, type OrganizationProbe } from './probe.js';
import { reporter } from './report.js';
import type { CodeAdvice } from './upstream-errors.js';

/** The field in which a tenant pastes the credential. */
export interface CredentialForm {
  readonly kind: 'api_key';
  /** What texts call it, as in "API key". */
  readonly name: string;
  readonly field: {
    readonly name: 'api_key';
    readonly label: string;
    readonly secret: true;
    readonly placeholder: string;
  };
  readonly help: string;
  /** Where a person creates the credential. */
  readonly page: string;
}

/** What a host shows of a connector before anything is connected. */
export interface Manifest {
  readonly id: string;
  readonly name: string;
  /** What texts call the vendor, as in "Acme". */
  readonly vendor: string;
  readonly description: string;
  readonly version: string;
  readonly credential: CredentialForm;
  /** Title of each tool pack, by its name. */
  readonly packs: Readonly<Record<string, string>>;
  readonly actionCount: number;
}

/** Everything that makes a connector: its catalogue, its credential and its wire format. */
export interface ConnectorDefinition extends CatalogDefinition {
  readonly manifest: Omit<Manifest, 'actionCount' | 'vendor'>;
  /** Sent with every request, `name/version`. */
  readonly userAgent: string;
  readonly wire: WireProfile;
  readonly credential: {
    /** What to save where there is none, as in "an API key (acme_...)". */
    readonly sample: string;
    /** The request that reads which organization a key belongs to. */
    readonly probe: OrganizationProbe;
    provider(probe: ReturnType<typeof organizationProbe>): CredentialProvider;
  };
  /** What to do about a failure of the API, where the connector knows more than the engine. */
  readonly fixes?: Readonly<Partial<Record<ErrorCode, Text>>>;
  /** What to do about an error code of the API. */
  readonly advice?: Readonly<Record<string, CodeAdvice>>;
}

/** Input and response of each action, by action id; lists have the type of an item as well. */
export type ActionTypes = Readonly<
  Record<string, { readonly input: object; readonly output: unknown; readonly item?: unknown }>
>;

/** Ids of the actions that list something. */
export type ListIdOf<Actions extends ActionTypes> = {
  [Id in keyof Actions & string]: Actions[Id] extends { readonly item: unknown } ? Id : never;
}[keyof Actions & string];

/** The item type of a list. */
export type ListedItem<Types> = Types extends { readonly item: infer Item } ? Item : never;

/** A row of a list: of a report, one of the `results` of a time bucket with the fields of the bucket; else the item. */
export type RowOf<Item> = Item extends { readonly results: readonly (infer Row)[] }
  ? Omit<Item, 'results'> & Row
  : Item;

/** Options of a listing of actions. */
export interface ListOptions {
  /** `all`: include operations of the API that require another credential. */
  readonly include?: 'all';
  /** The names by which texts mention actions; their ids if omitted. */
  readonly nameOf?: NameOf;
}

/** Set on every connector, so a host finds connectors without importing them; shared by all copies of the package. */
export const CONNECTOR_MARK: unique symbol = Symbol.for('connector-kit.connector');

/** The compiled catalogues of this process: connectors of one definition share one. */
const catalogs = new WeakMap<ConnectorDefinition, Catalog>();

function catalogOf(definition: ConnectorDefinition, redact: (text: string) => string): Catalog {
  const catalog = catalogs.get(definition) ?? new Catalog(definition, redact);
  catalogs.set(definition, catalog);
  return catalog;
}

/**
 * A connector: the one object that a host holds. Subclasses give it the types of their actions.
 *
 * @example
 * const connector = new Connector(definition, { baseUrl: 'http://127.0.0.1:4010' });
 * const outcome = await connector.invokeById('users_list', {}, { tenantId: 't1' });
 */
export class Connector<Actions extends ActionTypes = ActionTypes> {
  readonly [CONNECTOR_MARK] = true;
  readonly id: string;
  /** What stores, audits and limiters know it by: its id, or `id/name` where options give it a name. */
  readonly instance: string;
  readonly manifest: Manifest;
  /** Where its API is. */
  readonly baseUrl: string;
  /** Saves, checks and removes the credentials of tenants. */
  readonly connections: ConnectionService;
  /** Matches what looks like one of the vendor's keys; a host masks it in logs and records. */
  readonly keyPattern: RegExp;
  readonly #catalog: Catalog;
  readonly #engine: Engine;
  readonly #api: ApiClient;
  readonly #report: (error: unknown, requestId?: string) => void;

  /** @throws TypeError or RangeError for an option that cannot be used. */
  constructor(definition: ConnectorDefinition, options: ConnectorOptions = {}) {
    const { manifest, wire, credential } = definition;
    checkOptions(options);
    const { runtime = systemRuntime, timeoutMs = DEFAULT_SETTINGS.timeoutMs, name } = options;
    const now = (): number => runtime.now();
    const redact = (text: string): string => redactKeys(text, { pattern: wire.keyPattern });
    const onInternalError = reporter(options.onInternalError, redact);
    this.id = manifest.id;
    this.instance = name === undefined ? manifest.id : `${manifest.id}/${name}`;
    this.#report = (error, requestId = '') => onInternalError(error, requestId);
    this.baseUrl = options.baseUrl ?? wire.baseUrl;
    this.keyPattern = wire.keyPattern;
    this.#catalog = catalogOf(definition, redact);
    this.manifest = {
      ...manifest,
      vendor: wire.vendor,
      actionCount: this.#catalog.all.filter(({ listed }) => listed).length,
    };
    this.#api = new ApiClient({
      ...options,
      runtime,
      profile: wire,
      userAgent: definition.userAgent,
      onObserverError: this.#report,
    });
    options.configureHttp?.(this.#api.http);
    this.connections = new ConnectionService({
      connector: this.instance,
      provider: credential.provider(
        organizationProbe(this.#api, credential.probe, wire.vendor, timeoutMs, now),
      ),
      store: options.store ?? new InMemoryConnectionStore(),
      audit: options.credentialAudit,
      intent: options.credentialIntent,
      report: this.#report,
      now,
    });
    this.#engine = new Engine({
      connector: this.instance,
      catalog: this.#catalog,
      sources: options.sources,
      remembered: new RememberedLists(now),
      api: this.#api,
      maxPullBytes: options.maxPullBytes ?? DEFAULT_SETTINGS.maxPullBytes,
      readError: (body) => wire.readError(body),
      words: {
        vendor: wire.vendor,
        credential: manifest.credential.name,
        fixes: definition.fixes,
        advice: definition.advice,
      },
      credentials: new CredentialResolver({
        connector: this.instance,
        connections: this.connections,
        credentialSample: credential.sample,
        vendor: wire.vendor,
        timeoutMs,
        now,
        onInternalError,
      }),
      idempotency:
        options.idempotency ??
        new InMemoryIdempotencyStore(now, {
          subjectShare: options.subjectShare ?? DEFAULT_SETTINGS.subjectShare,
        }),
      ports: { ...options, onInternalError },
      onAnswerMismatch: options.onAnswerMismatch,
      onInternalError,
      redact,
      now,
    });
    // They work destructured, and a test that replaces one finds the others calling it.
    this.invoke = this.invoke.bind(this);
    this.invokeById = this.invokeById.bind(this);
    this.plan = this.plan.bind(this);
    this.planById = this.planById.bind(this);
    this.items = this.items.bind(this);
    this.rows = this.rows.bind(this);
  }

  /** Every listed action as it was declared. */
  get actions(): readonly Action[] {
    return this.#catalog.all.filter(({ listed }) => listed).map(({ action }) => action);
  }

  /** The actions in the order of the docs. */
  list({ include, nameOf }: ListOptions = {}): ActionSummary[] {
    return this.#catalog.all
      .filter(({ listed }) => listed || include === 'all')
      .map((action) => summarize(action, nameOf));
  }

  /**
   * One action with its schemas, its request and its limitations; undefined where there is none.
   *
   * @example
   * new Ajv().compile(connector.describe('users_list', { schema: 'draft-07' }).inputSchema);
   */
  describe(actionId: string, options: DescribeOptions = {}): ActionDescription | undefined {
    const action = this.#catalog.get(actionId);
    return action && describeAction(action, options);
  }

  /**
   * Runs an action; it never rejects, every failure is an outcome.
   *
   * @example
   * const outcome = await connector.invoke('users_list', { limit: 20 }, { tenantId: 't1' });
   * if (outcome.ok) console.log(outcome.data);
   */
  invoke<Id extends keyof Actions & string>(
    actionId: Id,
    input: Actions[Id]['input'],
    context: InvocationContext,
  ): Promise<Outcome<Actions[Id]['output']>> {
    return this.#engine.invoke(actionId, input, context);
  }

  /** Runs an action whose id is known only at run time; an unknown id is an outcome too. */
  invokeById(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome> {
    return this.#engine.invoke(actionId, input, context);
  }

  /**
   * Checks an invocation without running it: switches, input, policy, the credential, and limitations, also those that
   * take a read of the API. `meta.unchecked` names what could not be checked; the API may still refuse the request.
   *
   * @example
   * const plan = await connector.plan('users_remove', { user_id: 'user_1' }, { tenantId: 't1' });
   * if (plan.ok) console.log(plan.data, plan.meta.unchecked);
   *
   * With `consequences` it also reads what the call would do; it then needs a usable connection.
   *
   * @example
   * const plan = await connector.plan('workspaces_archive', { workspace_id: 'wrkspc_1' }, { tenantId: 't1', consequences: true });
   * if (plan.ok) for (const { text } of plan.data.consequences) console.log(text);
   */
  plan<Id extends keyof Actions & string>(
    actionId: Id,
    input: Actions[Id]['input'],
    context: PlanContext,
  ): Promise<Outcome<ForeseenRequest>>;
  plan<Id extends keyof Actions & string>(
    actionId: Id,
    input: Actions[Id]['input'],
    context: InvocationContext,
  ): Promise<Outcome<PlannedRequest>>;
  plan<Id extends keyof Actions & string>(
    actionId: Id,
    input: Actions[Id]['input'],
    context: InvocationContext,
  ): Promise<Outcome<PlannedRequest>> {
    return this.#engine.plan(actionId, input, context);
  }

  /** Checks an invocation whose action is known only at run time; an unknown id is an outcome too. */
  planById(actionId: string, input: unknown, context: PlanContext): Promise<Outcome<ForeseenRequest>>;
  planById(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome<PlannedRequest>>;
  planById(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome<PlannedRequest>> {
    return this.#engine.plan(actionId, input, context);
  }

  /**
   * Reads a list item by item: `for await (const user of connector.items('users_list', {}, context))`. A report of time buckets
   * without a `limit` is read in as many buckets as one call takes, in parallel.
   * @throws InvocationError where a page fails, TypeError for an action that lists nothing.
   */
  items<Id extends ListIdOf<Actions>>(
    actionId: Id,
    input: Actions[Id]['input'],
    context: InvocationContext,
  ): AsyncGenerator<ListedItem<Actions[Id]>, void, undefined> {
    const invoke: InvokeList = (page, ofPage) => this.invoke(actionId, page, ofPage);
    const action = this.#catalog.get(actionId);
    if (action && !action.paging) throw new TypeError(`${actionId} is not a list; call invoke() instead.`);
    const { paging, buckets, windows, sizeField = '', largestSize } = action ?? {};
    const sized =
      (buckets ?? windows) && largestSize !== undefined ? { [sizeField]: largestSize, ...input } : input;
    const all = items(invoke, sized, { context, paging, report: this.#report });
    return all as AsyncGenerator<ListedItem<Actions[Id]>, void, undefined>;
  }

  /**
   * Reads a report row by row, in the order of its time buckets, in memory that does not grow with the report. Each row has
   * the start and the end of its bucket; of a list without buckets it is an item.
   *
   * @example
   * const input = { starting_at: '2026-01-01T00:00:00Z', bucket_width: '1h', group_by: ['model'] };
   * for await (const row of connector.rows('usage_report_messages', input, context)) console.log(row.starting_at, row.model);
   *
   * @throws InvocationError where a page fails, TypeError for an action that lists nothing.
   */
  rows<Id extends ListIdOf<Actions>>(
    actionId: Id,
    input: Actions[Id]['input'],
    context: InvocationContext,
  ): AsyncGenerator<RowOf<ListedItem<Actions[Id]>>, void, undefined> {
    const all = this.items(actionId, input, context);
    const buckets = this.#catalog.get(actionId)?.buckets;
    const rows: AsyncGenerator<unknown, void, undefined> = buckets ? rowsOf(all, buckets) : all;
    return rows as AsyncGenerator<RowOf<ListedItem<Actions[Id]>>, void, undefined>;
  }

  /** Closes the connections to the API once the requests in progress have ended. */
  close(): Promise<void> {
    return this.#api.close();
  }

  /** Called by Nest when the application stops. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** Any connector, as a host sees it that mounts several. */
export type MountedConnector = Connector;

/** Tells whether a value is a connector, also one made by another copy of this package. */
export const isConnector = (value: unknown): value is MountedConnector =>
  typeof value === 'object' && value !== null && CONNECTOR_MARK in value;
