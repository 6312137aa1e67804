import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import type { ConnectorOptions } from 'anthropic-admin-connector';
import { AnthropicConnectorModule } from 'anthropic-admin-connector/nest';
import { portsOf } from './ports/index.js';
import { Records } from './records.js';

/** What several modules of this host use. */
@Module({ providers: [Records], exports: [Records] })
class RecordsModule {}

/** A host that configures the connector from its own configuration and fills every port. */
@Module({
  imports: [
    ConfigModule.forRoot({ ignoreEnvFile: true }),
    RecordsModule,
    AnthropicConnectorModule.forRootAsync({
      imports: [ConfigModule, RecordsModule],
      inject: [ConfigService, Records],
      useFactory: (config: ConfigService, records: Records): ConnectorOptions => ({
        baseUrl: config.getOrThrow<string>('ADMIN_API'),
        timeoutMs: 10_000,
        ...portsOf(records),
      }),
    }),
  ],
})
export class AppModule {}
