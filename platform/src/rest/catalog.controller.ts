import { Controller, Get, Param, Query, type PipeTransform } from '@nestjs/common';
import type { ActionDescription, ActionSummary } from 'anthropic-admin-connector';
import { CurrentPrincipal } from '../http/request-context.js';
import type { Principal } from '../http/request-context.js';
import { includesAction } from '../permissions/token-limits.js';
import { PlatformError } from '../problems/platform-error.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { ConnectorDirectory, ConnectorPipe } from '../connectors/connector-directory.js';
import type { MountedConnector } from 'anthropic-admin-connector/kit';

/** Actions that a listing shows only on request: operations that require another credential, and disabled actions. */
const EXTRAS = ['all', 'switched_off'] as const;

/** One of those. */
export type Extra = (typeof EXTRAS)[number];

/** Checks `?include=` of a listing: omitted, `all`, `switched_off`, or both separated by a comma. */
export class IncludePipe implements PipeTransform<unknown, ReadonlySet<Extra>> {
  /** @throws PlatformError invalid_input */
  transform(include: unknown): ReadonlySet<Extra> {
    if (include === undefined) return new Set();
    const names = typeof include === 'string' ? include.split(',') : [include];
    if (names.every(isExtra)) return new Set(names);
    const message = 'include must be "all", "switched_off", "all,switched_off", or left out';
    throw new PlatformError('invalid_input', {
      message: `The query is not valid: ${message}.`,
      issues: [{ path: 'include', rule: 'isIn', message }],
    });
  }
}

const isExtra = (name: unknown): name is Extra => EXTRAS.some((extra) => extra === name);

interface Listing<Item> {
  readonly data: readonly Item[];
}

/** The connectors and their actions. */
@Controller('v1/connectors')
export class CatalogController {
  /** By connector, listed and all: they do not change, and writing one takes longer than the rest of a request. */
  readonly #summaries = new Map<MountedConnector, Record<'listed' | 'all', readonly ActionSummary[]>>();

  constructor(
    private readonly directory: ConnectorDirectory,
    private readonly switches: SwitchBoard,
  ) {}

  /** Every connector that is mounted. */
  @Get()
  connectors(): Listing<MountedConnector['manifest']> {
    return { data: this.directory.all.map(({ manifest }) => manifest) };
  }

  /** A connector and how to connect it. */
  @Get(':connector')
  manifest(@Param('connector', ConnectorPipe) connector: MountedConnector): MountedConnector['manifest'] {
    return connector.manifest;
  }

  /**
   * The actions without schemas; `available` is false if the API has no such operation. Disabled actions are omitted
   * unless `include` requests them.
   */
  @Get(':connector/actions')
  async actions(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Query('include', IncludePipe) include: ReadonlySet<Extra>,
    @CurrentPrincipal() { tenantId, token }: Principal,
  ): Promise<Listing<ActionSummary>> {
    const owner = { tenantId, connector: connector.manifest.id };
    const every = this.#summariesOf(connector)[include.has('all') ? 'all' : 'listed'];
    const actions = token ? every.filter(({ id }) => includesAction(token, owner.connector, id)) : every;
    return {
      data: include.has('switched_off') ? actions : await this.switches.shown(owner, actions),
    };
  }

  /** One action with its schemas, limitations and an example. */
  @Get(':connector/actions/:action')
  action(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('action') actionId: string,
  ): ActionDescription {
    const described = connector.describe(actionId);
    if (described) return described;
    throw new PlatformError('unknown_action', {
      message: 'There is no action with this name.',
      fix: `GET /v1/connectors/${connector.manifest.id}/actions lists them all.`,
    });
  }

  #summariesOf(connector: MountedConnector): Record<'listed' | 'all', readonly ActionSummary[]> {
    const known = this.#summaries.get(connector);
    if (known) return known;
    const first = { listed: connector.list(), all: connector.list({ include: 'all' }) };
    this.#summaries.set(connector, first);
    return first;
  }
}
