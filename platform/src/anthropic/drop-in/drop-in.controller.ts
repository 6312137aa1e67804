import { All, Controller, Req, Res, UseFilters } from '@nestjs/common';
import type { InvocationContext } from 'anthropic-admin-connector';
import type { Request, Response } from 'express';
import { CurrentPrincipal } from '../../http/request-context.js';
import type { CallerFacts, Principal } from '../../http/request-context.js';
import { TokenOnly } from '../../auth/decorators.js';
import { ConnectionNamePipe } from '../../connectors/connection-name.js';
import { InvocationHeaders } from '../../connectors/invocation-headers.js';
import { readJson, ReadsBody } from '../../http/read-json.interceptor.js';
import { AnyQuery } from '../../http/known-query.js';
import { Disconnected } from '../../http/request-context.js';
import { localsOf, noteCall } from '../../http/request-context.js';
import { Invokes } from '../../permissions/needs.js';
import { requirePowers } from '../../permissions/permissions.js';
import { OutcomeFailure, PlatformError } from '../../problems/platform-error.js';
import { inVersion, versionOf } from './api-version.js';
import { DropInFilter } from './drop-in.filter.js';
import { DropInRoutes } from './drop-in-routes.js';
import { readInput } from './read-input.js';
import { DROP_IN_PATH, splitTarget, targetOf } from './request-target.js';
import { sendAnswer } from './send-answer.js';

/** Names another connection of the tenant than `default`. */
const CONNECTION_HEADER = 'x-connection';

/** Plans the request instead of running it: `true`, or `plan` with its consequences. */
const DRY_RUN_HEADER = 'x-dry-run';

const connectionName = new ConnectionNamePipe();

/** Serves the requests of the Admin API, with the same responses. */
@Controller(DROP_IN_PATH)
@Invokes(true)
@TokenOnly(true)
@UseFilters(DropInFilter)
export class DropInController {
  constructor(private readonly routes: DropInRoutes) {}

  /** Runs the action of a request. None of the caller's headers is passed on. */
  @All()
  @ReadsBody(true)
  @AnyQuery(true)
  async answer(
    @Req() request: Request,
    @InvocationHeaders() headers: Partial<InvocationContext>,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    const version = versionOf(request.get('anthropic-version'));
    const { segments, query } = splitTarget(targetOf(request));
    const found = this.routes.find(request.method, segments);
    // What the API does not offer is answered whatever the body is. The API reads every body as JSON, also one that
    // curl --data has marked as a form.
    if (found.operation.offered) await readJson(request, response, true);
    const input = readInput(found, { query, body: request.body as unknown });
    requirePowers(principal, this.routes.connector, found.operation.actionId, input);
    const { tenantId, stillAllowed } = principal;
    const { id, type } = principal.actor;
    const { requestId } = localsOf(response);
    // An agent is one by any door.
    const actor = { id, type: type === 'agent' ? type : 'service' } as const;
    const caller: CallerFacts = { principal, door: 'drop-in', source: request.ip };
    const connection = connectionOf(request);
    const context = { ...headers, connection, tenantId, actor, caller, signal, stillAllowed, requestId };
    const { actionId } = found.operation;
    const dryRun = dryRunOf(request);
    const outcome =
      dryRun === undefined
        ? await this.routes.connector.invokeById(actionId, input, context)
        : await this.routes.connector.planById(actionId, input, { ...context, ...dryRun });
    noteCall(response, actionId, connection, outcome);
    if (!outcome.ok) throw new OutcomeFailure(outcome);
    if (dryRun) return sendAnswer(response, outcome);
    await sendAnswer(response, { ...outcome, data: inVersion(version, outcome.data) });
  }
}

/** @throws PlatformError invalid_input for another value, because a request that is meant as a dry run must not run */
function dryRunOf(request: Request): Pick<InvocationContext, 'consequences'> | undefined {
  const value = request.get(DRY_RUN_HEADER);
  if (value === undefined || value === 'false') return undefined;
  if (value === 'true' || value === 'plan') return { consequences: value === 'plan' };
  const message = `${DRY_RUN_HEADER} must be true, false or plan`;
  throw new PlatformError('invalid_input', {
    message: `The header ${message}.`,
    issues: [{ path: `headers.${DRY_RUN_HEADER}`, rule: 'header', message }],
  });
}

/** @throws PlatformError invalid_input if the name is not valid */
function connectionOf(request: Request): string | undefined {
  const name = request.get(CONNECTION_HEADER);
  return name === undefined ? undefined : connectionName.transform(name);
}
