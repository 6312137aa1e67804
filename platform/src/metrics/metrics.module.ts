import { Module, type DynamicModule } from '@nestjs/common';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';

/** The metrics, for Prometheus and for the features that count. */
@Module({ controllers: [MetricsController], exports: [Metrics] })
export class MetricsModule {
  /** The global module of the metrics. */
  static forRoot(metrics: Metrics): DynamicModule {
    return { module: MetricsModule, global: true, providers: [{ provide: Metrics, useValue: metrics }] };
  }
}
