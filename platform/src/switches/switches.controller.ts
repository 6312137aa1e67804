import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPrincipal } from '../auth/decorators.js';
import { CONNECTOR } from '../config/connector.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { BodyPipe } from '../http/body.pipe.js';
import { localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/permissions.js';
import { PlatformError } from '../problems/platform-error.js';
import { SwitchBoard } from './switch-board.js';
import {
  switchesView,
  switchView,
  type Switchable,
  type SwitchesView,
  type SwitchState,
  type SwitchView,
} from './switch-state.js';
import type { SwitchChange } from './switch-store.js';
import { SwitchBody, SwitchesBody } from './switch.body.js';

const FIX = `GET /v1/connectors/${CONNECTOR}/actions?include=all lists those that are on.`;

/** Reads and changes the switches of the caller's tenant. */
@Controller(`v1/connectors/${CONNECTOR}`)
export class SwitchesController {
  constructor(
    private readonly switches: SwitchBoard,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** Returns everything that is off. */
  @Get('switches')
  @Needs('switches:read')
  async all(@CurrentPrincipal() { tenantId }: Principal): Promise<SwitchesView> {
    return switchesView(await this.switches.read({ tenantId, connector: CONNECTOR }));
  }

  /** Changes read-only mode, the switches of all actions, or both. */
  @Put('switches')
  @Needs('switches:write')
  async moveAll(
    @Body(new BodyPipe(SwitchesBody)) { read_only: readOnly, off }: SwitchesBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SwitchesView> {
    if (off?.some((id) => !this.describe(id))) throw unknownActions();
    const others = off && { off: [...new Set(off)], onlyThese: true };
    return switchesView(await this.move({ readOnly, ...others }, principal, response));
  }

  /** Returns the switch of one action. */
  @Get('actions/:action/switch')
  @Needs('switches:read')
  async one(
    @Param('action') actionId: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<SwitchView> {
    return switchView(await this.switches.read({ tenantId, connector: CONNECTOR }), this.actionOf(actionId));
  }

  /** Changes the switch of one action. */
  @Put('actions/:action/switch')
  @Needs('switches:write')
  async moveOne(
    @Param('action') actionId: string,
    @Body(new BodyPipe(SwitchBody)) { enabled }: SwitchBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SwitchView> {
    const action = this.actionOf(actionId);
    const change = enabled ? { on: [action.id] } : { off: [action.id] };
    return switchView(await this.move(change, principal, response), action);
  }

  private describe(id: string): Switchable | undefined {
    return this.directory.get(CONNECTOR).describe(id);
  }

  private actionOf(id: string): Switchable {
    const action = this.describe(id);
    if (!action) throw unknownAction();
    return action;
  }

  private move(
    change: SwitchChange,
    { tenantId, actor }: Principal,
    response: Response,
  ): Promise<SwitchState> {
    const by = { actorId: actor.id, actorType: actor.type, requestId: localsOf(response).requestId };
    return this.switches.move({ tenantId, connector: CONNECTOR }, change, by);
  }
}

const unknownAction = (): PlatformError =>
  new PlatformError('unknown_action', { message: 'There is no action of this name.', fix: FIX });

/** The unknown id is not repeated, because it may contain anything. */
const unknownActions = (): PlatformError => {
  const message = 'off must contain ids of actions only, such as "users_remove"';
  return new PlatformError('invalid_input', {
    message: `The body is not valid: ${message}.`,
    fix: FIX,
    issues: [{ path: 'off', rule: 'unknown_action', message }],
  });
};
