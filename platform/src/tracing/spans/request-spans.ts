import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
} from '@opentelemetry/semantic-conventions';
import type { Request, RequestHandler, Response } from 'express';
import { localsOf } from '../../http/request-context.js';
import { ATTRIBUTE, remoteParent, type Spans } from './spans.js';

/** Creates a span for each request, named after its route. Never a URL, a header or a body. */
export const requestSpans =
  (spans: Spans): RequestHandler =>
  (request, response, next) => {
    const { method, headers } = request;
    const options = { kind: SpanKind.SERVER, attributes: { [ATTR_HTTP_REQUEST_METHOD]: method } };
    const span = spans.begin(method, options, remoteParent(headers));
    localsOf(response).traceId = span.spanContext().traceId;
    response.once('close', () => {
      finish(span, request, response);
      span.end();
    });
    spans.inside(span, next);
  };

function finish(span: Span, request: Request, response: Response): void {
  const { requestId, principal, problemCode } = localsOf(response);
  const route = (request.route as { path?: string } | undefined)?.path;
  const { method } = request;
  if (route !== undefined) span.updateName(`${method} ${route}`).setAttribute(ATTR_HTTP_ROUTE, route);
  span.setAttribute(ATTRIBUTE.requestId, requestId);
  if (principal) span.setAttribute(ATTRIBUTE.tenant, principal.tenantId);
  if (!response.writableFinished) {
    span.setAttribute(ATTR_ERROR_TYPE, 'cancelled');
    return;
  }
  span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, response.statusCode);
  if (problemCode !== undefined) span.setAttribute(ATTR_ERROR_TYPE, problemCode);
  // By OpenTelemetry's conventions, an error of the caller is not an error of the server span.
  if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}
