import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Response } from 'express';
import { CurrentPrincipal } from '../http/request-context.js';
import type { Principal } from '../http/request-context.js';
import { ConnectorPipe } from '../connectors/connector-directory.js';
import { BodyPipe } from '../http/body.pipe.js';
import { localsOf } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { SwitchBoard, type Switchable } from './switch-board.js';
import {
  switchesView,
  switchView,
  type SwitchesView,
  type SwitchState,
  type SwitchView,
} from './switch-state.js';
import type { SwitchChange } from './switch-store.js';
import { SwitchBody, SwitchesBody } from './switch.body.js';

/** Reads and changes the switches of the caller's tenant. */
@Controller('v1/connectors/:connector')
export class SwitchesController {
  constructor(private readonly switches: SwitchBoard) {}

  /** Returns everything that is off. */
  @Get('switches')
  @Needs('switches:read')
  async all(
    @Param('connector', ConnectorPipe) { id: connector }: MountedConnector,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<SwitchesView> {
    return switchesView(await this.switches.read({ tenantId, connector }));
  }

  /** Changes read-only mode, the switches of all actions, or both. */
  @Put('switches')
  @Needs('switches:write')
  async moveAll(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Body(new BodyPipe(SwitchesBody)) { read_only: readOnly, off }: SwitchesBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SwitchesView> {
    if (off?.some((id) => !connector.describe(id))) throw unknownActions(connector);
    const others = off && { off: [...new Set(off)], onlyThese: true };
    return switchesView(await this.move(connector, { readOnly, ...others }, principal, response));
  }

  /** Returns the switch of one action. */
  @Get('actions/:action/switch')
  @Needs('switches:read')
  async one(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('action') actionId: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<SwitchView> {
    const state = await this.switches.read({ tenantId, connector: connector.id });
    return switchView(state, actionOf(connector, actionId));
  }

  /** Changes the switch of one action. */
  @Put('actions/:action/switch')
  @Needs('switches:write')
  async moveOne(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('action') actionId: string,
    @Body(new BodyPipe(SwitchBody)) { enabled }: SwitchBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SwitchView> {
    const action = actionOf(connector, actionId);
    const change = enabled ? { on: [action.id] } : { off: [action.id] };
    return switchView(await this.move(connector, change, principal, response), action);
  }

  private move(
    { id: connector }: MountedConnector,
    change: SwitchChange,
    { tenantId, actor }: Principal,
    response: Response,
  ): Promise<SwitchState> {
    const by = { actorId: actor.id, actorType: actor.type, requestId: localsOf(response).requestId };
    return this.switches.move({ tenantId, connector }, change, by);
  }
}

/** @throws PlatformError unknown_action */
function actionOf(connector: MountedConnector, id: string): Switchable {
  const action = connector.describe(id);
  if (action) return action;
  throw new PlatformError('unknown_action', {
    message: 'There is no action with this name.',
    fix: listOf(connector),
  });
}

/** The unknown id is not repeated, because it may contain anything. */
function unknownActions(connector: MountedConnector): PlatformError {
  const message = `off must contain ids of actions only, such as "${connector.list()[0]?.id}"`;
  return new PlatformError('invalid_input', {
    message: `The body is not valid: ${message}.`,
    fix: listOf(connector),
    issues: [{ path: 'off', rule: 'unknown_action', message }],
  });
}

const listOf = ({ id }: MountedConnector): string =>
  `GET /v1/connectors/${id}/actions?include=all lists them.`;
