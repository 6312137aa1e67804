import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Logger, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPrincipal } from '../auth/current-principal.decorator.js';
import type { Principal } from '../auth/principal.js';
import { BodyPipe } from '../http/body.pipe.js';
import { Disconnected } from '../http/disconnected.decorator.js';
import { pageFrom, type Page } from '../http/page.js';
import { Needs } from '../permissions/needs.decorator.js';
import { PlatformError } from '../problems/platform-error.js';
import type { ChainedEntry } from '../stores/audit/chained-entry.js';
import { readChain, readHead, readNewest } from '../stores/audit/read-chain.js';
import { verifyChain } from '../stores/audit/verify-chain.js';
import { STORAGE, type Storage } from '../stores/storage.js';
import { linesOf } from './audit-lines.js';
import { verdictOf, type AuditVerdict } from './audit-verdict.js';
import { AuditExportQuery, AuditQuery, filterOf, pageOf } from './audit.query.js';

/** The audit of the caller's tenant. */
@Controller('v1/audit')
@Needs('audit:read')
export class AuditController {
  readonly #logger = new Logger('AuditController');

  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  /** Entries, the newest first. */
  @Get()
  async list(
    @Query(new BodyPipe(AuditQuery, 'query')) query: AuditQuery,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<Page<ChainedEntry>> {
    const { limit, before } = pageOf(query);
    const found = await readNewest(this.storage.database.db, tenantId, filterOf(query), {
      before,
      limit: limit + 1,
    });
    return pageFrom(found, limit, ({ seq }) => String(seq));
  }

  /** Reads the whole chain and tells whether it is as it was written. A client that goes away ends the reading. */
  @Get('verify')
  async verify(
    @CurrentPrincipal() { tenantId }: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<AuditVerdict> {
    const { database, seal } = this.storage;
    try {
      return verdictOf(await verifyChain(database.db, seal, tenantId, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new PlatformError('cancelled', { message: 'The client went away before the audit was read.' });
    }
  }

  /** All entries that there are now, the oldest first, one a line. A client that reads slowly is waited for. */
  @Get('export')
  async export(
    @Query(new BodyPipe(AuditExportQuery, 'query')) query: AuditExportQuery,
    @CurrentPrincipal() { tenantId }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const { db } = this.storage.database;
    const head = await readHead(db, tenantId);
    response.setHeader('content-type', 'application/x-ndjson');
    response.setHeader('content-disposition', 'attachment; filename="audit.ndjson"');
    const entries = readChain(db, tenantId, head?.seq ?? 0, filterOf(query));
    try {
      await pipeline(Readable.from(linesOf(entries)), response);
    } catch (error) {
      // The answer has begun: all that is left is to end it short, which the client sees as such.
      if (isGone(error)) return;
      this.#logger.error('The export of the audit broke off', (error as Error).stack, AuditController.name);
    }
  }
}

const isGone = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
