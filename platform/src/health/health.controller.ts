import { Controller, Get, Inject } from '@nestjs/common';
import { Public } from '../auth/decorators.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';

/** Tells whether the platform is up. */
@Controller('health')
export class HealthController {
  constructor(@Inject(ConnectorDirectory) private readonly directory: ConnectorDirectory) {}

  /** Answers anybody; asks nobody. */
  @Get()
  @Public(true)
  health(): { status: 'ok'; connectors: string[] } {
    return { status: 'ok', connectors: this.directory.ids };
  }
}
