import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { BodyPipe, Optional } from '../http/body.pipe.js';
import { CurrentPrincipal, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { requireConnection } from '../permissions/token-limits.js';
import { PlatformError } from '../problems/platform-error.js';
import { csvOf, ndjsonOf } from './review-export.js';
import { AlteredReview } from './review-row.js';
import { ReviewSigner } from './review-signer.js';
import { ReviewStore } from './review-store.js';

const FORMATS = ['ndjson', 'csv'] as const;

/** How a review is exported. */
export class ReviewExportQuery {
  /** `ndjson` if omitted. */
  @Optional()
  @IsIn(FORMATS, { message: `format must be one of ${FORMATS.join(', ')}` })
  format?: (typeof FORMATS)[number];
}

/** Exports of access reviews, signed. */
@Controller('v1/access-reviews')
export class AccessReviewsController {
  constructor(
    private readonly store: ReviewStore,
    private readonly signer: ReviewSigner,
  ) {}

  /** The key by which exports are verified. */
  @Get('signing-key')
  @Needs('audit:read')
  signingKey(): { readonly algorithm: string; readonly key_id: string; readonly public_key: string } {
    return { algorithm: 'Ed25519', key_id: this.signer.keyId, public_key: this.signer.publicKey };
  }

  /** A review with all rows and decisions. */
  @Get(':id/export')
  @Needs('audit:read')
  async export(
    @Param('id') id: string,
    @Query(new BodyPipe(ReviewExportQuery, 'query')) { format = 'ndjson' }: ReviewExportQuery,
    @CurrentPrincipal() { tenantId, token }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const whole = /^arv_[0-9a-f]{32}$/.test(id)
      ? await this.store.whole(tenantId, id).catch(altered)
      : undefined;
    if (!whole) throw unknown();
    if (token) requireConnection(token, whole.head.connection);
    response.setHeader('content-disposition', `attachment; filename="${id}.${format}"`);
    if (format === 'ndjson') {
      response.setHeader('content-type', 'application/x-ndjson');
      response.end(ndjsonOf(whole, this.signer, new Date().toISOString()));
      return;
    }
    const text = csvOf(whole);
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader('x-signature-ed25519', this.signer.signatureOf(text));
    response.setHeader('x-signature-key-id', this.signer.keyId);
    response.end(text);
  }
}

const unknown = (): PlatformError =>
  new PlatformError('not_found', {
    message: 'This tenant has no access review with this id.',
    fix: 'Run the action access_review_list to see the reviews of a connection.',
  });

function altered(error: unknown): never {
  if (!(error instanceof AlteredReview)) throw error;
  throw new PlatformError('conflict', {
    message: error.message,
    fix: 'Begin another review: this one is no evidence any longer.',
    resend: 'after_change',
  });
}
