import { Module, type DynamicModule } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { STORAGE, type Storage } from '../stores/storage.js';
import { SwitchesController } from './switches.controller.js';

/** The switches by which a tenant turns actions off. */
@Module({ imports: [ConnectorsModule], controllers: [SwitchesController] })
export class SwitchesModule {
  /** The module over the switches of a storage. */
  static with(storage: Pick<Storage, 'switches'>): DynamicModule {
    return { module: SwitchesModule, providers: [{ provide: STORAGE, useValue: storage }] };
  }
}
