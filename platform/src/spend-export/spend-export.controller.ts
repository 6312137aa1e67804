import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Controller, Get, Logger, Query, Req, Res } from '@nestjs/common';
import { InvocationError, type InvocationContext } from 'anthropic-admin-connector';
import { ActionRefusal, ActionUnfit } from 'anthropic-admin-connector/kit';
import type { Request, Response } from 'express';
import { utcMoment } from '../audit/audit.query.js';
import { ANTHROPIC_ID } from '../config/anthropic.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { Database } from '../database/database.js';
import { BodyPipe } from '../http/body.pipe.js';
import {
  CurrentPrincipal,
  Disconnected,
  localsOf,
  type CallerFacts,
  type Principal,
} from '../http/request-context.js';
import { KeptSpend } from '../ledger/kept-spend.js';
import { Needs } from '../permissions/needs.js';
import { OutcomeFailure, PlatformError } from '../problems/platform-error.js';
import { daysBetween, type DayRange } from './days.js';
import { KeptDays } from './kept-days.js';
import { linesOf } from './lines.js';
import { sourceOf, UNFIT_FIX, type SpendAbout, type SpendSource } from './source.js';
import { SpendExportQuery } from './spend-export.query.js';
import { tableOf } from './table.js';

/** Exports of one tenant that run at once; each reads through the organization's rate limit. */
const MOST_AT_ONCE = 2;

/** The spend of the caller's tenant as a file. */
@Controller('v1/connectors/anthropic/spend')
export class SpendExportController {
  readonly #logger = new Logger('SpendExportController');
  readonly #running = new Map<string, number>();

  constructor(
    private readonly connectors: ConnectorDirectory,
    private readonly database: Database,
  ) {}

  /** One row for each day, workspace, key, actor, model and kind, oldest first. Writes no faster than the client reads. */
  @Get('export')
  @Needs('read')
  async export(
    @Query(new BodyPipe(SpendExportQuery, 'query')) query: SpendExportQuery,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
    @Req() { ip: source }: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { from, to, connection } = query;
    const range = daysBetween(from, to);
    if (typeof range === 'string') {
      const message = `from and to ${range}`;
      throw new PlatformError('invalid_input', { message, issues: [{ path: 'to', rule: 'range', message }] });
    }
    const { requestId } = localsOf(response);
    const { tenantId, actor, stillAllowed } = principal;
    const caller: CallerFacts = { principal, door: 'rest', source };
    const context = { tenantId, actor, caller, connection, signal, stillAllowed, requestId };
    const done = this.#begin(tenantId);
    try {
      await this.#write(query, range, context, response);
    } finally {
      done();
    }
  }

  async #write(
    query: SpendExportQuery,
    range: DayRange,
    context: InvocationContext,
    response: Response,
  ): Promise<void> {
    const { format = 'csv' } = query;
    const source = this.#sourceOf(query, context);
    // The first day is read before the response begins, so what is wrong with the connection is a problem response.
    const about = await source.about(range).catch(problemOf);
    const texts = textsOf(source, about, query, range);
    const first = await texts.next().catch(problemOf);
    if (about.kept) response.setHeader('x-ledger-as-of', new Date(about.kept.asOf).toISOString());
    const packed = query.gzip === 'true';
    const type = format === 'ndjson' ? 'application/x-ndjson' : 'text/csv; charset=utf-8';
    const extension = `${format === 'focus' ? 'focus.csv' : format}${packed ? '.gz' : ''}`;
    response.setHeader('content-type', packed ? 'application/gzip' : type);
    response.setHeader('content-disposition', `attachment; filename="spend.${extension}"`);
    try {
      const text = Readable.from(resumed(first, texts));
      await (packed ? pipeline(text, createGzip(), response) : pipeline(text, response));
    } catch (error) {
      // The response has begun: it can only be cut off, which the client notices.
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
      this.#logger.error('The export of spend broke off', (error as Error).stack, SpendExportController.name);
    }
  }

  #sourceOf({ as_of }: SpendExportQuery, context: InvocationContext): SpendSource {
    const { tenantId, connection = 'default' } = context;
    const moment = utcMoment(as_of);
    const ledger = new KeptDays(
      new KeptSpend(this.database),
      { connector: ANTHROPIC_ID, tenantId, connection },
      moment === undefined ? undefined : Date.parse(moment),
    );
    return sourceOf(this.connectors.get(ANTHROPIC_ID), context, ledger);
  }

  #begin(tenantId: string): () => void {
    const running = this.#running.get(tenantId) ?? 0;
    if (running >= MOST_AT_ONCE) {
      throw new PlatformError('rate_limited', {
        message: `${MOST_AT_ONCE} exports of this tenant are running.`,
        fix: 'Send the request again once one of them has ended.',
        afterMs: 10_000,
      });
    }
    this.#running.set(tenantId, running + 1);
    return () => {
      const left = (this.#running.get(tenantId) ?? 1) - 1;
      if (left > 0) this.#running.set(tenantId, left);
      else this.#running.delete(tenantId);
    };
  }
}

/** The text of a file, in pieces: its header with the first day, then each day. */
async function* textsOf(
  source: SpendSource,
  about: SpendAbout,
  { format = 'csv', focus_version: version = '1.4' }: SpendExportQuery,
  { from, until }: DayRange,
): AsyncGenerator<string, void, undefined> {
  const table = tableOf(format, version, about);
  const lines = linesOf(table, format);
  let text = lines.header;
  for await (const { cells } of source.days(from, until, about)) {
    for (const cell of cells) {
      const row = table.rowOf(cell);
      if (row) text += lines.line(row);
      if (text.length < PIECE) continue;
      yield text;
      text = '';
    }
  }
  yield text;
}

function problemOf(error: unknown): never {
  if (error instanceof InvocationError) throw new OutcomeFailure(error.outcome);
  if (error instanceof ActionUnfit)
    throw new PlatformError('upstream_protocol', { message: error.message, fix: UNFIT_FIX });
  if (!(error instanceof ActionRefusal)) throw error;
  const { message, fix } = error;
  throw new PlatformError('conflict', {
    message,
    ...(typeof fix === 'string' && { fix }),
    resend: 'after_change',
  });
}

/** Characters that are sent at once. */
const PIECE = 65_536;

async function* resumed(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
