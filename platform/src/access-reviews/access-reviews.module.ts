import { Module, type DynamicModule } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { AccessReviewsController } from './access-reviews.controller.js';
import { ReviewSigner } from './review-signer.js';
import { ReviewStore } from './review-store.js';

/** Access reviews: their exports, and how long they are kept. The actions have the store as a source of the connector. */
@Module({})
export class AccessReviewsModule {
  constructor(maintenance: Maintenance, store: ReviewStore) {
    maintenance.every(CLEANING_MS, () => store.forget());
  }

  /** The module with the store that the connector has too. */
  static forRoot(store: ReviewStore): DynamicModule {
    return {
      module: AccessReviewsModule,
      controllers: [AccessReviewsController],
      providers: [
        { provide: ReviewStore, useValue: store },
        {
          provide: ReviewSigner,
          useFactory: ({ fingerprinter }: CredentialKeys, { environment }: PlatformSettings) =>
            new ReviewSigner(fingerprinter, environment),
          inject: [CREDENTIAL_KEYS, PLATFORM_SETTINGS],
        },
      ],
    };
  }
}
