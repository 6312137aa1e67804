import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { isOutcome } from '../kit/engine/outcome.js';
import { unwrap } from './outcome-exception.js';

/**
 * Lets a route return an outcome: its data is the response, and a failed one becomes an `OutcomeException`. Anything else
 * that a route returns stays as it is.
 *
 * @example
 * @Get() @UseInterceptors(UnwrapInterceptor)
 * members() { return this.connector.invoke('users_list', {}, { tenantId: 'acme' }); }
 */
@Injectable()
export class UnwrapInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((value: unknown) => (isOutcome(value) ? unwrap(value) : value)));
  }
}
