import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from '../database/database.js';
import { MetricsExport } from './metrics-export.js';
import type { MetricsSettings } from './metrics.config.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsRefresh, type MetricsRefreshDeps } from './metrics-refresh.js';
import { Metrics } from './metrics.js';
import { StoredMetrics } from './stored-metrics.js';

/** The metrics, for Prometheus and for the features that count. */
@Module({ controllers: [MetricsController], exports: [Metrics] })
export class MetricsModule {
  /** The global module of the metrics. */
  static forRoot(
    metrics: Metrics,
    { sent, ...refresh }: Omit<MetricsRefreshDeps, 'stored'> & Pick<MetricsSettings, 'sent'>,
  ): DynamicModule {
    const refreshed = {
      provide: MetricsRefresh,
      useFactory: (database: Database) =>
        new MetricsRefresh({ ...refresh, stored: new StoredMetrics(metrics.registry, database) }),
      inject: [Database],
    };
    return {
      module: MetricsModule,
      global: true,
      providers: [
        { provide: Metrics, useValue: metrics },
        { provide: MetricsExport, useFactory: () => new MetricsExport(sent, metrics, refresh.log) },
        refreshed,
      ],
    };
  }
}
