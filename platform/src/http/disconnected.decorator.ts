import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';

/** Hands a route a signal that is aborted when the client goes away before it has its answer. */
export const Disconnected = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const controller = new AbortController();
  const stop = (): void => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) stop();
  else response.once('close', stop);
  return controller.signal;
});
