import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { STORAGE, type Storage } from './storage.js';

/** Looks after the storage while the application runs, and closes it once requests have ended. */
@Injectable()
export class StorageLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  onApplicationBootstrap(): void {
    this.storage.upkeep.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.storage.upkeep.stop();
    await this.storage.database.close();
  }
}
