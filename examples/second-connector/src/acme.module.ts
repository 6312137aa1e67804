import { Module } from '@nestjs/common';
import { CONNECTOR_PORTS, type ConnectorPorts } from 'anthropic-admin-connector/kit';
import { AcmeConnector } from './acme-connector.js';

/** Mounts the connector in a host that provides `CONNECTOR_PORTS`; `ACME_BASE_URL` overrides where the API is. */
@Module({
  providers: [
    {
      provide: AcmeConnector,
      useFactory: (ports: ConnectorPorts) =>
        new AcmeConnector({ ...ports, baseUrl: process.env['ACME_BASE_URL'] }),
      inject: [CONNECTOR_PORTS],
    },
  ],
  exports: [AcmeConnector],
})
export class AcmeModule {}
