import type { NextFunction, Request, Response } from 'express';

/** Keeps answers out of every cache: they differ by token, and what they tell may change at any time. */
export function neverCached(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}
