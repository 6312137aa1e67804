import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPrincipal } from '../http/request-context.js';
import { Database } from '../database/database.js';
import { BodyPipe } from '../http/body.pipe.js';
import { pageFrom, type Page } from '../http/page.js';
import { Disconnected, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { AuditFileQuery, AuditQuery, filterOf, pageOf } from './audit.query.js';
import { csvOf } from './csv.js';
import { HeadSeal, type ChainedEntry } from './entry.js';
import { allReadable, byPerson, linesOf, readable, withPersons } from './persons/readable.js';
import { readChain, readHead, readNewest } from './read-chain.js';
import { VerifyRuns } from './verify-runs.js';
import { readSeam, type Seam } from './seam.js';
import { verifyChain, type ChainFinding, type ChainReport } from './verify-chain.js';

/** What is archived, and so is no longer among the entries. */
interface Archived {
  /** The last archived entry. */
  readonly seq: number;
  /** Its time, RFC 3339. */
  readonly until: string;
}

/** Entries, and what of the tenant is archived. */
interface AuditPage extends Page<ChainedEntry> {
  readonly archived?: Archived;
}

/** The audit of the caller's tenant. */
@Controller('v1/audit')
@Needs('audit:read')
export class AuditController {
  readonly #logger = new Logger('AuditController');
  readonly #runs: VerifyRuns;

  constructor(
    private readonly database: Database,
    private readonly seal: HeadSeal,
  ) {
    this.#runs = new VerifyRuns((tenantId, signal) => verifyChain(database.db, seal, tenantId, signal));
  }

  /** Entries, newest first. */
  @Get()
  async list(
    @Query(new BodyPipe(AuditQuery, 'query')) query: AuditQuery,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<AuditPage> {
    const { limit, before } = pageOf(query);
    const { db } = this.database;
    const filter = await byPerson(db, this.seal, tenantId, filterOf(query));
    const found = await readNewest(db, tenantId, filter, { before, limit: limit + 1 });
    const shown = await allReadable(db, this.seal, found);
    const seam = await this.#archived(tenantId);
    return {
      ...pageFrom(shown, limit, ({ seq }) => String(seq)),
      ...(seam && { archived: archivedOf(seam) }),
    };
  }

  /** Verifies the whole chain. The reading ends once every client that waits for it has disconnected. */
  @Get('verify')
  async verify(
    @CurrentPrincipal() { tenantId }: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<AuditVerdict> {
    try {
      return verdictOf(await this.#runs.report(tenantId, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new PlatformError('cancelled', { message: 'The client went away before the audit was read.' });
    }
  }

  /** All current entries, oldest first, one per line, as JSON or CSV. Writes no faster than the client reads. */
  @Get('export')
  async export(
    @Query(new BodyPipe(AuditFileQuery, 'query')) query: AuditFileQuery,
    @CurrentPrincipal() { tenantId }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const { db } = this.database;
    const head = await readHead(db, tenantId);
    const filter = await byPerson(db, this.seal, tenantId, filterOf(query));
    const { format = 'ndjson' } = query;
    response.setHeader('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
    response.setHeader('content-disposition', `attachment; filename="audit.${format}"`);
    const seam = await this.#archived(tenantId);
    if (seam) response.setHeader('x-audit-archived', `entries up to ${seam.seq}, until ${seam.lastAt}`);
    const entries = readChain(db, tenantId, head?.seq ?? 0, filter);
    const text =
      format === 'csv'
        ? csvOf(readable(db, this.seal, entries))
        : linesOf(withPersons(db, this.seal, entries));
    try {
      await pipeline(Readable.from(text), response);
    } catch (error) {
      // The response has begun: it can only be cut off, which the client notices.
      if (isGone(error)) return;
      this.#logger.error('The export of the audit broke off', (error as Error).stack, AuditController.name);
    }
  }

  #archived(tenantId: string): Promise<Seam | undefined> {
    return readSeam(this.database.db, this.seal, tenantId);
  }
}

const archivedOf = ({ seq, lastAt }: Seam): Archived => ({ seq, until: lastAt });

const isGone = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Whether the audit is unchanged, and where it is not. */
export interface AuditVerdict extends Pick<ChainReport, 'entries' | 'head'> {
  readonly ok: boolean;
  /** The first changed place. */
  readonly problem?: ChainFinding;
  /** All changed places, at most 100. */
  readonly problems?: readonly ChainFinding[];
  /** Up to where entries are archived; the reading begins after it. */
  readonly archived?: Archived;
  /** Entries, if any, with which the chain went on although its head could not be authenticated. */
  readonly reseals?: readonly number[];
}

/** The result for the tenant of a chain. */
export function verdictOf({ entries, head, findings, archived: seam, reseals }: ChainReport): AuditVerdict {
  const [problem] = findings;
  return {
    ok: problem === undefined,
    entries,
    head,
    ...(seam && { archived: archivedOf(seam) }),
    ...(problem && { problem, problems: findings }),
    ...(reseals && { reseals }),
  };
}
