import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import type { Around, Outcome } from 'anthropic-admin-connector';
import { ATTRIBUTE, type Spans } from './spans.js';

/** The name of every unknown action, because a caller chooses their names. */
const UNKNOWN = 'unknown';

/** Creates a span for each invocation, with its tenant, action and outcome. Never its input. */
export const invocationSpans =
  (spans: Spans): Around =>
  ({ connector, actionId, context }, next) => {
    const attributes = { [ATTRIBUTE.connector]: connector, [ATTRIBUTE.tenant]: context.tenantId };
    const span = spans.begin('invoke', { attributes });
    return spans
      .inside(span, next)
      .then((outcome) => finish(span, actionId, outcome))
      .finally(() => span.end());
  };

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
