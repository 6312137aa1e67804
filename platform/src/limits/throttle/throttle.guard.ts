import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { localsOf } from '../../http/locals.js';
import { Throttle } from './throttle.js';

/** Refuses who asks too often, before anything is done. Comes after the guard that reads the token; open routes are free. */
@Injectable()
export class ThrottleGuard implements CanActivate {
  constructor(@Inject(Throttle) private readonly throttle: Throttle) {}

  /** @throws PlatformError throttled */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
    if (principal) await this.throttle.take(principal);
    return true;
  }
}
