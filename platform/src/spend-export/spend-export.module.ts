import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { SpendExportController } from './spend-export.controller.js';

/** Exports of spend. */
@Module({ imports: [ConnectorsModule], controllers: [SpendExportController] })
export class SpendExportModule {}
