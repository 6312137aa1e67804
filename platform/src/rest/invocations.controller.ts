import { Body, Controller, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { InvocationContext, Outcome, Success } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Request, Response } from 'express';
import { CurrentPrincipal } from '../http/request-context.js';
import { ConnectorPipe } from '../connectors/connector-directory.js';
import { InvocationHeaders } from '../connectors/invocation-headers.js';
import { BodyPipe } from '../http/body.pipe.js';
import { isLong, jsonInTurns } from '../http/json-in-turns.js';
import {
  Disconnected,
  localsOf,
  noteCall,
  type CallerFacts,
  type Principal,
} from '../http/request-context.js';
import { Invokes } from '../permissions/needs.js';
import { requirePowers } from '../permissions/permissions.js';
import { OutcomeFailure } from '../problems/platform-error.js';
import { LOOK_UP_ACTOR } from '../audit/read-chain.js';
import { LIMITED_FIELD_STATUS } from '../problems/problem.js';
import { InvokeBody, PlanBody } from './invoke.body.js';

/** Invokes actions. */
@Controller('v1/connectors/:connector/actions')
export class InvocationsController {
  /** Runs one action for the caller's tenant; returns the outcome of a success unchanged. */
  @Post(':action/invoke')
  @Invokes(true)
  @HttpCode(200)
  async invoke(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('action') actionId: string,
    @Body(new BodyPipe(InvokeBody)) body: InvokeBody,
    @InvocationHeaders() headers: Partial<InvocationContext>,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Success<unknown> | StreamableFile> {
    const { connection, dry_run: dryRun, look_up: isLookUp = false, all, max_pages: maxPages } = body;
    const { input = {} } = body;
    requirePowers(principal, connector, actionId, input);
    const { actor } = principal;
    const context: InvocationContext = {
      ...headers,
      ...contextOf(principal, request, response),
      connection,
      // What is decided about agents and scripts holds for whatever they read.
      actor: isLookUp && actor.type === 'user' ? { ...actor, type: LOOK_UP_ACTOR } : actor,
      signal,
      all,
      maxPages,
    };
    const outcome = dryRun
      ? await connector.planById(actionId, input, context)
      : await connector.invokeById(actionId, input, context);
    noteCall(response, actionId, connection, outcome);
    return answerOf(outcome);
  }

  /** Says what running one action would do; takes the same permission, and changes nothing. */
  @Post(':action/plan')
  @Invokes(true)
  @HttpCode(200)
  async plan(
    @Param('connector', ConnectorPipe) connector: MountedConnector,
    @Param('action') actionId: string,
    @Body(new BodyPipe(PlanBody)) { connection, input = {} }: PlanBody,
    @InvocationHeaders() headers: Partial<InvocationContext>,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Success<unknown> | StreamableFile> {
    requirePowers(principal, connector, actionId, input);
    const of = contextOf(principal, request, response);
    const context: InvocationContext = { ...headers, ...of, connection, signal, consequences: true };
    const outcome = await connector.planById(actionId, input, context);
    noteCall(response, actionId, connection, outcome);
    return answerOf(outcome);
  }
}

/** Who calls, by what. */
function contextOf(
  principal: Principal,
  { headers: { authorization }, ip: source }: Request,
  response: Response,
): InvocationContext {
  const { tenantId, actor, stillAllowed } = principal;
  const { requestId } = localsOf(response);
  const door = authorization === undefined ? 'page' : 'rest';
  const caller: CallerFacts = { principal, door, source };
  return { tenantId, actor, caller, stillAllowed, requestId };
}

/** @throws OutcomeFailure */
function answerOf(outcome: Outcome): Success<unknown> | Promise<StreamableFile> {
  if (outcome.ok) return isLong(outcome.data) ? longAnswer(outcome) : outcome;
  // The action is available, and only the value of a field is not.
  const limitsOneField = outcome.error.limitation?.fields !== undefined;
  throw new OutcomeFailure(outcome, limitsOneField ? LIMITED_FIELD_STATUS : undefined);
}

const longAnswer = async (outcome: Success<unknown>): Promise<StreamableFile> =>
  new StreamableFile(await jsonInTurns(outcome), { type: 'application/json; charset=utf-8' });
