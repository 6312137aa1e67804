import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import type { InvocationContext, Outcome } from 'anthropic-admin-connector';
import type { MountedConnector } from '../../connectors/connector-directory.js';
import { ATTRIBUTE, traceparentOf, type Spans } from './spans.js';

/** The name of every unknown action, because a caller chooses their names. */
const UNKNOWN = 'unknown';

type Dispatcher = MountedConnector['dispatcher'];
type Invoke = (actionId: string, input: object, context: InvocationContext) => Promise<Outcome>;

/** Creates a span for each invocation, with its tenant, action and outcome. Never its input. */
export class InvocationSpans {
  constructor(private readonly spans: Spans) {}

  /** Traces every later invocation of a connector. */
  follow({ manifest, dispatcher }: MountedConnector): void {
    const open: { invoke: Dispatcher['invoke'] } = dispatcher;
    const invoke = dispatcher.invoke.bind(dispatcher) as Invoke;
    const traced: Invoke = (actionId, input, context) => {
      const attributes = { [ATTRIBUTE.connector]: manifest.id, [ATTRIBUTE.tenant]: context.tenantId };
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
  span.updateName(`invoke ${action}`).setAttributes({
    [ATTRIBUTE.action]: action,
    [ATTRIBUTE.outcome]: code,
    [ATTRIBUTE.attempts]: attempts,
    [ATTRIBUTE.requestId]: requestId,
  });
  if (outcome.ok) return outcome;
  span.setAttribute(ATTR_ERROR_TYPE, code);
  if (outcome.error.blame !== 'caller') span.setStatus({ code: SpanStatusCode.ERROR });
  return outcome;
}
