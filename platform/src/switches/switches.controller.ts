import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPrincipal } from '../auth/decorators.js';
import { CONNECTOR } from '../config/connector.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { BodyPipe } from '../http/body.pipe.js';
import { localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/permissions.js';
import { SwitchBoard } from './switch-board.js';
import { unknownAction, unknownActions } from './switch-problems.js';
import type { Switchable, SwitchState } from './switch-state.js';
import type { SwitchChange } from './switch-store.js';
import { switchesView, switchView, type SwitchesView, type SwitchView } from './switch-views.js';
import { SwitchBody, SwitchesBody } from './switch.body.js';

/** What the caller's tenant has switched off. */
@Controller(`v1/connectors/${CONNECTOR}`)
export class SwitchesController {
  constructor(
    private readonly switches: SwitchBoard,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** Everything that is off. */
  @Get('switches')
  @Needs('switches:read')
  async all(@CurrentPrincipal() { tenantId }: Principal): Promise<SwitchesView> {
    return switchesView(await this.switches.read({ tenantId, connector: CONNECTOR }));
  }

  /** Moves the switch of read-only mode, all others, or both. */
  @Put('switches')
  @Needs('switches:write')
  async moveAll(
    @Body(new BodyPipe(SwitchesBody)) { read_only: readOnly, off }: SwitchesBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SwitchesView> {
    if (off?.some((id) => !this.directory.get(CONNECTOR).describe(id))) throw unknownActions();
    const others = off && { off: [...new Set(off)], onlyThese: true };
    return switchesView(await this.move({ readOnly, ...others }, principal, response));
  }

  /** The switch of one action. */
  @Get('actions/:action/switch')
  @Needs('switches:read')
  async one(
    @Param('action') actionId: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<SwitchView> {
    return switchView(await this.switches.read({ tenantId, connector: CONNECTOR }), this.actionOf(actionId));
  }

  /** Moves the switch of one action. */
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

  private actionOf(id: string): Switchable {
    const action = this.directory.get(CONNECTOR).describe(id);
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
