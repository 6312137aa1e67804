import type { MountedConnector } from 'anthropic-admin-connector/kit';
import { isConnectionName } from '../connectors/connection-name.js';
import { moment } from '../database/schema.js';
import { invalid } from '../http/body.pipe.js';
import type { Principal } from '../http/request-context.js';
import { permissionsFor, scopesFor } from '../permissions/permissions.js';
import { PlatformError } from '../problems/platform-error.js';
import { grantFor, requireHeld, type Maker } from './grant.js';
import { notHeld } from './grant-problems.js';
import {
  DEFAULT_LIFETIME,
  DEFAULT_OVERLAP_S,
  lifetimeMs,
  type MakeTokenBody,
  type RotateTokenBody,
} from './service-tokens.inputs.js';
import type { DoneBy } from './token-facts.js';
import { MOST_ANCESTORS, TooManyTokens, type MadeToken, type ServiceTokenStore } from './token-store.js';

/** Who makes or rotates a token. */
export interface TokenMaker {
  readonly tenantId: string;
  readonly holder: Maker;
  readonly by: DoneBy;
  /** Asked once the token is stored: its maker may have been revoked meanwhile. */
  readonly stillAllowed?: Principal['stillAllowed'];
}

/** Makes and rotates tokens, within what their maker has: the same for the route and the command. */
export class TokenService {
  constructor(
    private readonly store: ServiceTokenStore,
    private readonly connectors: () => readonly Pick<MountedConnector, 'list' | 'manifest'>[],
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws PlatformError invalid_input, permission_missing; conflict where the tenant has as many as it may */
  async make(body: MakeTokenBody, { tenantId, holder, by, stillAllowed }: TokenMaker): Promise<MadeToken> {
    this.requireFit(body);
    const { name, preset, expires_in: lifetime } = body;
    const own = holder.token?.expiresAt;
    const wanted = this.endOf(lifetime ?? DEFAULT_LIFETIME);
    // What was not asked for is shortened; what was asked for is refused.
    const expiresAt = lifetime === undefined && own !== undefined && own < wanted ? own : wanted;
    const grant = grantFor({ ...body, expiresAt }, holder, this.connectors());
    const ancestors = holder.token ? [...holder.token.ancestors, holder.token.id] : [];
    if (ancestors.length > MOST_ANCESTORS) throw notHeld('to another one: it was made by as many as may be');
    try {
      const made = await this.store.make(
        tenantId,
        { ...grant, name: name.trim(), preset: preset ?? null, ancestors },
        by,
      );
      await this.requireMaker(made, by, stillAllowed);
      return made;
    } catch (error) {
      throw error instanceof TooManyTokens
        ? new PlatformError('conflict', { message: error.message })
        : error;
    }
  }

  /**
   * @returns undefined where the tenant has no such token in force.
   * @throws PlatformError permission_missing where the token has more than who rotates it
   */
  async rotate(
    id: string,
    { overlap_s: overlapS = DEFAULT_OVERLAP_S, expires_in: lifetime }: RotateTokenBody,
    { tenantId, holder, by, stillAllowed }: TokenMaker,
  ): Promise<MadeToken | undefined> {
    const token = await this.store.find(tenantId, id);
    if (!token || !(await this.store.isInForce(token))) return undefined;
    const expiresAt = lifetime === undefined ? token.expiresAt : this.endOf(lifetime);
    requireHeld({ ...token, expiresAt }, holder);
    const made = await this.store.rotate(token, { expiresAt, overlapMs: overlapS * 1000 }, by);
    if (made) await this.requireMaker(made, by, stillAllowed);
    return made;
  }

  private endOf(lifetime: string): string {
    return moment(this.now(), lifetimeMs(lifetime));
  }

  /** What a revocation has ended meanwhile must leave no token behind. */
  private async requireMaker(
    { token }: MadeToken,
    by: DoneBy,
    stillAllowed: Principal['stillAllowed'] = async () => true,
  ): Promise<void> {
    if (await stillAllowed()) return;
    await this.store.revoke(token.tenantId, token.id, by);
    throw new PlatformError('unauthenticated', {
      message: 'The token or session of this request has been revoked, and so has what it has made.',
      fix: 'Sign in again.',
    });
  }

  /** @throws PlatformError invalid_input */
  private requireFit({ preset, actions, connections = [], permissions = [] }: MakeTokenBody): void {
    if ((preset === undefined) === (actions === undefined))
      throw invalid('body', [
        {
          path: 'preset',
          rule: 'one_of',
          message: 'name either a preset, such as "reader", or actions, such as ["users_list"]',
        },
      ]);
    if (!connections.every(isConnectionName))
      throw invalid('body', [
        { path: 'connections', rule: 'name', message: 'connections must contain names such as "default"' },
      ]);
    const ids = this.connectors().map(({ manifest }) => manifest.id);
    const known = new Set(
      ids.flatMap((one) => permissionsFor(one).filter((name) => !scopesFor(one).includes(name))),
    );
    if (!permissions.every((name) => known.has(name)))
      throw invalid('body', [
        {
          path: 'permissions',
          rule: 'unknown_permission',
          message: `permissions must contain some of ${[...known].join(', ')}; those for actions follow from the actions`,
        },
      ]);
  }
}
