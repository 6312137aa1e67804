import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import type { InvocationContext, Outcome } from 'anthropic-admin-connector';
import type { MountedConnector } from '../../connectors/connector-directory.js';
import { ACTION, ATTEMPTS, CONNECTOR_ID, OUTCOME, REQUEST_ID, TENANT } from './attributes.js';
import type { Spans } from './spans.js';

/** Stands for every action that there is not: their names are the caller's to choose. */
const UNKNOWN = 'unknown';

type Dispatcher = MountedConnector['dispatcher'];
type Invoke = (actionId: string, input: object, context: InvocationContext) => Promise<Outcome>;

/** A span for each invocation: who asked for which action, and what came of it. Never its input. */
export class InvocationSpans {
  constructor(private readonly spans: Spans) {}

  /** Traces all that a connector is asked for from now on, whoever asks. */
  follow({ manifest, dispatcher }: MountedConnector): void {
    const open: { invoke: Dispatcher['invoke'] } = dispatcher;
    const invoke = dispatcher.invoke.bind(dispatcher) as Invoke;
    const traced: Invoke = (actionId, input, context) => {
      const attributes = { [CONNECTOR_ID]: manifest.id, [TENANT]: context.tenantId };
      const span = this.spans.begin('invoke', { attributes });
      return this.spans
        .inside(span, () => invoke(actionId, input, { ...context, traceparent: traceparentOf(span) }))
        .then((outcome) => finish(span, actionId, outcome))
        .finally(() => span.end());
    };
    open.invoke = traced as Dispatcher['invoke'];
  }
}

function finish(span: Span, actionId: string, outcome: Outcome): Outcome {
  const code = outcome.ok ? 'ok' : outcome.error.code;
  const action = code === 'unknown_action' ? UNKNOWN : actionId;
  const { attempts, requestId } = outcome.meta;
  span
    .updateName(`invoke ${action}`)
    .setAttributes({ [ACTION]: action, [OUTCOME]: code, [ATTEMPTS]: attempts, [REQUEST_ID]: requestId });
  if (outcome.ok) return outcome;
  span.setAttribute(ATTR_ERROR_TYPE, code);
  if (outcome.error.blame !== 'caller') span.setStatus({ code: SpanStatusCode.ERROR });
  return outcome;
}

/** The span as W3C Trace Context, for the ports of the host. */
function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
