import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { ActionDescription, ActionSummary } from 'anthropic-admin-connector';
import { CurrentPrincipal } from '../auth/current-principal.decorator.js';
import type { Principal } from '../auth/principal.js';
import { PlatformError } from '../problems/platform-error.js';
import { STORAGE, type Storage } from '../stores/storage.js';
import { ConnectorDirectory } from './connector-directory.js';
import { ConnectorPipe } from './connector.pipe.js';
import { IncludePipe, type Extra } from './include.pipe.js';
import type { MountedConnector } from './mounted-connector.js';

interface Listing<Item> {
  readonly data: readonly Item[];
}

/** What there is: connectors, and what they can do. */
@Controller('v1/connectors')
export class CatalogController {
  constructor(
    @Inject(ConnectorDirectory) private readonly directory: ConnectorDirectory,
    @Inject(STORAGE) private readonly storage: Pick<Storage, 'switches'>,
  ) {}

  /** Every connector that is mounted. */
  @Get()
  connectors(): Listing<MountedConnector['manifest']> {
    return { data: this.directory.all.map(({ manifest }) => manifest) };
  }

  /** What a connector is and how one connects. */
  @Get(':connector')
  manifest(@Param('connector', ConnectorPipe) connector: MountedConnector): MountedConnector['manifest'] {
    return connector.manifest;
  }

  /**
   * The actions in short; `available` is false where the API has no such operation. Those that are switched off are left
   * out unless `include` asks for them.
   */
  @Get(':connector/actions')
  async actions(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Query('include', IncludePipe) include: ReadonlySet<Extra>,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<Listing<ActionSummary>> {
    const owner = { tenantId, connector: connector.manifest.id };
    const actions = connector.list(include.has('all') ? { include: 'all' } : {});
    return {
      data: include.has('switched_off') ? actions : await this.storage.switches.shown(owner, actions),
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
      message: 'There is no action of this name.',
      fix: `GET /v1/connectors/${connector.manifest.id}/actions lists them all.`,
    });
  }
}
