import type { Logger } from 'pino';
import type { Tracing } from '../tracing.js';
import { attemptSpans } from './attempt-spans.js';
import { InvocationSpans } from './invocation-spans.js';
import { openProvider, type ProviderOptions } from './provider.js';
import { requestSpans } from './request-spans.js';
import { Spans } from './spans.js';
import { TracingModule } from './tracing.module.js';

/** Starts to trace. Nothing is registered globally: a process may hold several platforms. */
export function startTracing(options: ProviderOptions, log: Logger): Tracing {
  const provider = openProvider(options, () => {
    log.warn({ context: 'Tracing' }, 'The collector takes no spans; they are lost until it does.');
  });
  const spans = new Spans(provider.getTracer(options.serviceName));
  return {
    middleware: [requestSpans(spans)],
    modules: [TracingModule.register(new InvocationSpans(spans), () => provider.shutdown())],
    traced: (options) => {
      const attempts = attemptSpans(spans);
      const { onEvent } = options;
      return {
        ...options,
        onEvent: (event) => {
          attempts(event);
          onEvent?.(event);
        },
      };
    },
  };
}
