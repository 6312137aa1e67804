import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../auth/decorators.js';
import { Metrics } from './metrics.js';

/** Shows the metrics to Prometheus. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Requires no token, because it has no data of any tenant; see docs/operations.md on who should reach it. */
  @Get()
  @Public(true)
  async scrape(@Res() response: Response): Promise<void> {
    const registry = this.metrics.all();
    const page = await registry.metrics();
    response.setHeader('content-type', registry.contentType);
    response.end(page);
  }
}
