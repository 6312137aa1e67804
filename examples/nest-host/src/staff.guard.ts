import {
  createParamDecorator,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { InvocationContext } from 'anthropic-admin-connector';

type Request = { headers: Record<string, string | undefined>; staff?: InvocationContext };

/** The tokens of this application: whom each belongs to. Yours come from your identity provider. */
const STAFF: Readonly<Record<string, InvocationContext>> = {
  'ada-of-acme': { tenantId: 'acme', actor: { id: 'ada', type: 'user' } },
  'bob-of-globex': { tenantId: 'globex', actor: { id: 'bob', type: 'user' } },
};

/** Admits staff only. */
@Injectable()
export class StaffGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const token = request.headers['authorization']?.replace(/^Bearer /, '') ?? '';
    if (!Object.hasOwn(STAFF, token)) throw new UnauthorizedException('Send the token of a member of staff.');
    request.staff = STAFF[token];
    return true;
  }
}

/** On whose behalf a route runs, in the connector's terms. */
export const Staff = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().staff,
);
