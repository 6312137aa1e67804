import { Controller, Get } from '@nestjs/common';
import { Public } from '../auth/decorators.js';
import { PlatformError } from '../problems/platform-error.js';

/** Responds in place of the page if it has not been built. */
@Controller()
@Public(true)
export class PortalController {
  /** @throws PlatformError unknown_route, which says how to build the page. */
  @Get()
  page(): never {
    throw new PlatformError('unknown_route', {
      message: 'The portal has not been built.',
      fix: 'Run npm run build, or start with npm start, which builds what is missing. The API works without it.',
    });
  }
}
