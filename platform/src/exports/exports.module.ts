import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { ExportsController } from './exports.controller.js';

/** Catalogues of the connectors as documents that other systems import. */
@Module({ imports: [ConnectorsModule], controllers: [ExportsController] })
export class ExportsModule {}
