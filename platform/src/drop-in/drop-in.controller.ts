import { All, Controller, Inject, Req, Res, UseFilters } from '@nestjs/common';
import type { InvocationContext } from 'anthropic-admin-connector';
import type { Request, Response } from 'express';
import { CurrentPrincipal, TokenOnly } from '../auth/decorators.js';
import { Disconnected, localsOf, type Principal } from '../http/request-context.js';
import { InvocationHeaders } from '../connectors/invocation-headers.js';
import { Needs } from '../permissions/permissions.js';
import { OutcomeFailure } from '../problems/platform-error.js';
import { inVersion } from './answers/in-version.js';
import { sendAnswer } from './answers/send-answer.js';
import { connectionOf } from './connection-header.js';
import { DropInFilter } from './drop-in.filter.js';
import { readInput } from './input/read-input.js';
import { DropInRoutes } from './routes/drop-in-routes.js';
import { versionOf } from './target/api-version.js';
import { DROP_IN_PATH } from './target/drop-in-path.js';
import { targetOf } from './target/drop-in-target.js';
import { splitTarget } from './target/split-target.js';

/** Stands in for the Admin API: the same requests and answers, by way of the dispatcher. */
@Controller(DROP_IN_PATH)
@Needs('connections:use')
@TokenOnly(true)
@UseFilters(DropInFilter)
export class DropInController {
  constructor(@Inject(DropInRoutes) private readonly routes: DropInRoutes) {}

  /** Runs the action that a request of the API stands for. None of the caller's headers goes on. */
  @All()
  async answer(
    @Req() request: Request,
    @InvocationHeaders() headers: Partial<InvocationContext>,
    @CurrentPrincipal() { tenantId, actor: { id } }: Principal,
    @Disconnected() signal: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    const version = versionOf(request.get('anthropic-version'));
    const { segments, query } = splitTarget(targetOf(request));
    const found = this.routes.find(request.method, segments);
    const input = readInput(found, { query, body: request.body as unknown });
    const { requestId } = localsOf(response);
    const actor = { id, type: 'service' } as const;
    const context = { ...headers, ...connectionOf(request), tenantId, actor, signal, requestId };
    const outcome = await this.routes.connector.dispatcher.invoke(found.operation.actionId, input, context);
    if (!outcome.ok) throw new OutcomeFailure(outcome);
    sendAnswer(response, { ...outcome, data: inVersion(version, outcome.data) });
  }
}
